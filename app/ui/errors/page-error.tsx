import { isRouteErrorResponse, useLocation, useRouteError } from "@remix-run/react";
import { ErrorCard } from "./error-card.tsx";

const ENDPOINTS = { label: "Go to endpoints", url: "/app/endpoints" };
const DELIVERIES = { label: "Go to deliveries", url: "/app/deliveries" };

/** In place of a page whose loader, action or component threw. */
export function PageError() {
  const error = useRouteError();
  const back = useLocation().pathname.startsWith("/app/deliveries") ? DELIVERIES : ENDPOINTS;
  const status = isRouteErrorResponse(error) ? error.status : 500;

  if (status === 404) {
    return (
      <ErrorCard
        title="There is nothing here"
        explanation="It may have been deleted or may have aged out of the log, or the address is not complete."
        back={back}
        canRetry={false}
      />
    );
  }
  if (status === 401 || status === 403 || status === 410) {
    return (
      <ErrorCard
        title="Shopify did not confirm who you are"
        explanation="Your session may have ended. Load the page again, or open Carillon anew from the Apps menu."
        back={back}
        canRetry
      />
    );
  }
  return (
    <ErrorCard
      title="Something went wrong"
      explanation="The page could not be shown. Nothing that was sent or saved is lost. Try again in a moment."
      back={back}
      canRetry
    />
  );
}
