import { Banner } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

export type Refusal = "unavailable" | "in_flight" | "endpoint_disabled" | "payload_expired";

/** What the resend route answers. */
export type ResendAnswer = { kind: "queued" } | { kind: Refusal };

interface ResendRefusalProps {
  refusal: Refusal;
  /** whether it goes to Shopify Flow, and not to an endpoint */
  toFlow: boolean;
}

/** Why a delivery was not sent again. */
export function ResendRefusal({ refusal, toFlow }: ResendRefusalProps) {
  const { t } = useTranslation("delivery");
  const why = toFlow && refusal === "endpoint_disabled" ? "notUsed" : refusal;
  return (
    <Banner tone="warning" title={t(`resend.refusal.${why}.title`)}>
      <p>{t(`resend.refusal.${why}.text`)}</p>
    </Banner>
  );
}
