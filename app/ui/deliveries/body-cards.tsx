import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import type { DeliveryDetail } from "../../queries/deliveries.ts";
import { CopyButton } from "../copy/copy-button.tsx";
import { JsonBody } from "../json/json-body.tsx";

/** What a delivery sends: the event, and for Shopify Flow what is made of it. */
export function BodyCards({ body, flowTrigger, flowPayload, attempts, lastReason }: DeliveryDetail) {
  const toFlow = flowTrigger !== null;
  const wasSent = attempts > 0 && lastReason !== "not_connected" && lastReason !== "flow_incomplete";
  const whatFlowGets = wasSent ? "What was sent to Flow" : "What Flow would get";
  return (
    <>
      {flowPayload === null ? null : (
        <BodyCard title={whatFlowGets} text={flowPayload} label="Payload of the trigger" />
      )}
      {body === null ? (
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              Body
            </Text>
            <Text as="p" tone="subdued">
              The body has passed the time that bodies are kept, so this delivery cannot be sent again.
            </Text>
          </BlockStack>
        </Card>
      ) : (
        <BodyCard
          title={toFlow ? "The event" : "Body"}
          text={body}
          label={toFlow ? "Body of the event" : "Body of the request"}
        />
      )}
    </>
  );
}

function BodyCard({ title, text, label }: { title: string; text: string; label: string }) {
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" gap="200">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <CopyButton text={text} what={label.toLowerCase()} variant="plain" />
        </InlineStack>
        <JsonBody text={text} label={label} />
      </BlockStack>
    </Card>
  );
}
