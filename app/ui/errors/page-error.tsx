import { isRouteErrorResponse, useLocation, useRouteError } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { ErrorCard } from "./error-card.tsx";

/** In place of a page whose loader, action or component threw. */
export function PageError() {
  const error = useRouteError();
  const { t } = useTranslation();
  const back = useLocation().pathname.startsWith("/app/deliveries")
    ? { label: t("error.goToDeliveries"), url: "/app/deliveries" }
    : { label: t("error.goToEndpoints"), url: "/app/endpoints" };
  const status = isRouteErrorResponse(error) ? error.status : 500;

  if (status === 404) {
    return (
      <ErrorCard
        title={t("error.notFound")}
        explanation={t("error.notFoundWhy")}
        back={back}
        canRetry={false}
      />
    );
  }
  if (status === 401 || status === 403 || status === 410) {
    return (
      <ErrorCard title={t("error.noSession")} explanation={t("error.noSessionWhy")} back={back} canRetry />
    );
  }
  return <ErrorCard title={t("error.failed")} explanation={t("error.failedWhy")} back={back} canRetry />;
}
