import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { DeliveryDetail } from "../../queries/delivery.ts";
import { BodyView } from "../json/body-view.tsx";

/** What a delivery sends: the event, and for Shopify Flow what is made of it. */
export function SentBody({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useTranslation("delivery");
  const { body, flowTrigger, flowPayload, attempts, lastReason } = delivery;
  const toFlow = flowTrigger !== null;
  const wasSent = attempts > 0 && lastReason !== "not_connected" && lastReason !== "flow_incomplete";
  const title = attempts > 0 ? t("request.body") : t("attempts.whatWillBeSent");
  if (body === null) {
    return (
      <BlockStack gap="200">
        <Text as="h3" variant="headingSm">
          {t("request.body")}
        </Text>
        <Text as="p">{t("request.expired")}</Text>
      </BlockStack>
    );
  }
  return (
    <BlockStack gap="400">
      {flowPayload === null ? null : (
        <BodyView
          title={wasSent ? t("request.flowSent") : t("request.flowWould")}
          text={flowPayload}
          label={t("request.flowLabel")}
        />
      )}
      <BlockStack gap="200">
        <BodyView
          title={toFlow ? t("request.event") : title}
          text={body}
          label={toFlow ? t("request.eventLabel") : t("request.bodyLabel")}
        />
        {isRedacted(body) && attempts > 0 ? (
          <Text as="p" tone="subdued">
            {t("request.redacted")}
          </Text>
        ) : null}
      </BlockStack>
    </BlockStack>
  );
}

/** A person's data was erased from it. */
function isRedacted(body: string): boolean {
  try {
    return (JSON.parse(body) as { redacted?: unknown } | null)?.redacted === true;
  } catch {
    return false;
  }
}
