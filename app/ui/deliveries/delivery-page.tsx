import { BlockStack, Card, InlineStack, Layout, Page, Text } from "@shopify/polaris";
import type { DeliveryDetail } from "../../queries/deliveries.ts";
import { CopyButton } from "../copy/copy-button.tsx";
import { shortUrl } from "../endpoints/short-url.ts";
import { JsonBody } from "../json/json-body.tsx";
import { useShopClock } from "../time/shop-clock.tsx";
import { AttemptLog } from "./attempt-log.tsx";
import { DeliveryFacts } from "./delivery-facts.tsx";
import { DeliveryBadges } from "./delivery-status.tsx";
import { OutcomeBanner } from "./outcome-banner.tsx";
import { ResendRefusal } from "./resend-refusal.tsx";
import { useRefresh } from "./use-refresh.ts";
import { useResend } from "./use-resend.ts";

/** An attempt that is due within this time, or was, is worth waiting for with the page open. */
const SOON_MS = 30_000;

export function DeliveryPage({ delivery }: { delivery: DeliveryDetail }) {
  const { id, topic, status, test, dueAt, body, endpointUrl, attemptLog } = delivery;
  const { now } = useShopClock();
  const { resend, resending, refusal } = useResend(id);
  useRefresh(dueAt !== null && Math.abs(dueAt.getTime() - now.getTime()) < SOON_MS);

  return (
    <Page
      title={topic}
      titleMetadata={<DeliveryBadges status={status} test={test} />}
      subtitle={`to ${shortUrl(endpointUrl)}`}
      backAction={{ content: "Deliveries", url: "/app/deliveries" }}
      primaryAction={{ content: "Resend", onAction: resend, loading: resending, disabled: body === null }}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {refusal ? <ResendRefusal refusal={refusal} /> : <OutcomeBanner delivery={delivery} />}
            <AttemptLog attempts={attemptLog} />
            <Card>
              <BlockStack gap="300">
                <InlineStack align="space-between" gap="200">
                  <Text as="h2" variant="headingMd">
                    Body
                  </Text>
                  {body === null ? null : <CopyButton text={body} what="body" variant="plain" />}
                </InlineStack>
                {body === null ? (
                  <Text as="p" tone="subdued">
                    The body has passed the time that bodies are kept, so this delivery cannot be sent again.
                  </Text>
                ) : (
                  <JsonBody text={body} label="Body of the request" />
                )}
              </BlockStack>
            </Card>
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <DeliveryFacts delivery={delivery} />
        </Layout.Section>
      </Layout>
    </Page>
  );
}
