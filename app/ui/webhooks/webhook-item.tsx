import { Badge, BlockStack, InlineStack, Link, Text } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import type { WebhookView } from "../../shopify/webhook-subscriptions/group-webhooks.ts";
import { TopicName } from "../endpoints/topic-name.tsx";
import { RelativeTime } from "../time/relative-time.tsx";
import { rulePath } from "../topics/topic-paths.ts";
import { STATUS_TONES, shownStatus } from "./statuses.ts";

/** A Shopify topic: how it stands, when it came last, and what to do where it does not come. */
export function WebhookItem({ webhook }: { webhook: WebhookView }) {
  const { t } = useTranslation("webhooks");
  const status = shownStatus(webhook);
  return (
    <BlockStack gap="050">
      <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
        <div className="wrap-anywhere">
          <TopicName name={webhook.topic} />
        </div>
        <div className="keeps-its-width">
          <Badge tone={STATUS_TONES[status]}>{t(`statuses.${status}.label`)}</Badge>
        </div>
      </InlineStack>
      <Hint webhook={webhook} />
      {webhook.lastReceivedAt === null ? null : (
        <Text as="p" tone="subdued">
          <Trans
            t={t}
            i18nKey="lastReceived"
            components={{ time: <RelativeTime time={webhook.lastReceivedAt} /> }}
          />
        </Text>
      )}
    </BlockStack>
  );
}

/** The place's sentence. */
const NEEDED = {
  "loyalty.rule_types": "types",
  "loyalty.tiers.segment": "tiersWithSegment",
  "loyalty.tiers": "tiers",
  coupons: "coupons",
} as const;

function Hint({ webhook: { topic, status, words, missingRule } }: { webhook: WebhookView }) {
  const { t } = useTranslation("webhooks");
  if (status === "error") return <p className="wrap-anywhere">{t("shopifySays", { words })}</p>;
  if (status === "needs_permission" || status === "receiving") return null;
  if (missingRule === null) {
    return (
      <Text as="p" tone="subdued">
        {t("madeAgain")}
      </Text>
    );
  }
  return (
    <Text as="p" tone="subdued">
      {t(`needsRule.${NEEDED[missingRule]}`)}{" "}
      <Link url={rulePath(missingRule)} accessibilityLabel={t("setRuleFor", { topic })}>
        {t("setRule")}
      </Link>
    </Text>
  );
}
