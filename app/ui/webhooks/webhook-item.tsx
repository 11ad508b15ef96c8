import { Badge, BlockStack, InlineStack, Text } from "@shopify/polaris";
import type { WebhookView } from "../../shopify/webhook-subscriptions/group-webhooks.ts";
import { TopicName } from "../endpoints/topic-name.tsx";
import { RelativeTime } from "../time/relative-time.tsx";
import { STATUSES, shownStatus } from "./statuses.ts";

/** A Shopify topic: how it stands, when it came last, and what to do where it does not come. */
export function WebhookItem({ webhook }: { webhook: WebhookView }) {
  const { label, tone } = STATUSES[shownStatus(webhook)];
  return (
    <BlockStack gap="050">
      <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
        <div className="wrap-anywhere">
          <TopicName name={webhook.topic} />
        </div>
        <div className="keeps-its-width">
          <Badge tone={tone}>{label}</Badge>
        </div>
      </InlineStack>
      <Hint webhook={webhook} />
      {webhook.lastReceivedAt === null ? null : (
        <Text as="p" tone="subdued">
          Last received <RelativeTime time={webhook.lastReceivedAt} />
        </Text>
      )}
    </BlockStack>
  );
}

function Hint({ webhook: { status, words, missingRule } }: { webhook: WebhookView }) {
  if (status === "error") {
    return <p className="wrap-anywhere">Shopify says: {words} Carillon tries again every hour.</p>;
  }
  if (status === "needs_permission" || status === "receiving") return null;
  return (
    <Text as="p" tone="subdued">
      {missingRule === null
        ? "Shopify did not have it at the last check. Carillon makes it again within the hour."
        : `Comes once the shop’s rules name ${missingRule}.`}
    </Text>
  );
}
