import { Banner, List } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import type { EndpointHealth } from "../../queries/endpoints.ts";
import { DueTime } from "../time/due-time.tsx";
import { RelativeTime } from "../time/relative-time.tsx";

/** What is wrong with sending to an enabled endpoint just now; nothing when all is well. */
export function EndpointHealthBanner({ failing, shrunkTo, heldUntil }: EndpointHealth) {
  const { t } = useTranslation("endpoint");
  if (!failing && shrunkTo === null && !heldUntil) return null;
  return (
    <Banner tone="warning" title={failing ? t("trouble.failing") : t("trouble.slowed")}>
      <List>
        {failing ? (
          <List.Item>
            <Trans
              t={t}
              i18nKey="trouble.failures"
              count={failing.failures}
              components={{ time: <RelativeTime time={failing.since} /> }}
            />{" "}
            {t("trouble.failingAdvice")}
          </List.Item>
        ) : null}
        {shrunkTo === null ? null : <List.Item>{t("trouble.shrunk", { count: shrunkTo })}</List.Item>}
        {heldUntil ? (
          <List.Item>
            <Trans t={t} i18nKey="trouble.held" components={{ time: <DueTime time={heldUntil} /> }} />
          </List.Item>
        ) : null}
      </List>
    </Banner>
  );
}
