import { Banner, Link } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import type { DeliveryDetail } from "../../queries/delivery.ts";
import { MOST_ROUNDS } from "../flow/rounds.ts";

/** Whether an event was kept from a trigger of Shopify Flow, because it came from there. */
export const isWithheld = (reason: string | null): boolean =>
  reason === "flow_origin" || reason === "flow_hops";

/** Why an event that came from Shopify Flow was not sent there. */
export function WithheldBanner({ delivery: { lastReason, flowHops } }: { delivery: DeliveryDetail }) {
  const { t } = useTranslation("delivery");
  const tooOften = lastReason === "flow_hops";
  return (
    <Banner tone="info" title={t("withheld.title")}>
      <p>{tooOften ? t("withheld.hops", { hops: flowHops, most: MOST_ROUNDS }) : t("withheld.origin")}</p>
      <p>
        {tooOften ? null : (
          <>
            <Trans t={t} i18nKey="withheld.allow" components={{ a: <Link url="/app/flow" /> }} />{" "}
          </>
        )}
        {t("withheld.resend")}
      </p>
    </Banner>
  );
}
