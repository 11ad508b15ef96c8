import { isRouteErrorResponse, useLocation, useRouteError } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { ErrorCard } from "./error-card.tsx";

const SECTIONS = ["endpoints", "deliveries", "events", "topics", "flow", "settings"] as const;

/** The page of the menu that the address lies below. */
const sectionOf = (pathname: string) =>
  SECTIONS.find((name) => pathname.startsWith(`/app/${name}`)) ?? "endpoints";

/** In place of a page whose loader, action or component threw. */
export function PageError() {
  const error = useRouteError();
  const { t } = useTranslation();
  const section = sectionOf(useLocation().pathname);
  const back = { label: t(`error.goTo.${section}`), url: `/app/${section}` };
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
