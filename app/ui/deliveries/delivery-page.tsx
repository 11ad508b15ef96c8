import { BlockStack, Layout, Page } from "@shopify/polaris";
import type { DeliveryDetail } from "../../queries/deliveries.ts";
import { useShopClock } from "../time/shop-clock.tsx";
import { AttemptLog } from "./attempt-log.tsx";
import { BodyCards } from "./body-cards.tsx";
import { DeliveryFacts } from "./delivery-facts.tsx";
import { DeliveryBadges } from "./delivery-status.tsx";
import { destinationName } from "./destination-name.ts";
import { OutcomeBanner } from "./outcome-banner.tsx";
import { ResendRefusal } from "./resend-refusal.tsx";
import { useRefresh } from "./use-refresh.ts";
import { useResend } from "./use-resend.ts";

/** An attempt that is due within this time, or was, is worth waiting for with the page open. */
const SOON_MS = 30_000;

export function DeliveryPage({ delivery }: { delivery: DeliveryDetail }) {
  const { id, topic, status, test, dueAt, body, flowTrigger, attemptLog } = delivery;
  const toFlow = flowTrigger !== null;
  const { now } = useShopClock();
  const { resend, resending, refusal } = useResend(id);
  useRefresh(dueAt !== null && Math.abs(dueAt.getTime() - now.getTime()) < SOON_MS);

  return (
    <Page
      title={topic}
      titleMetadata={<DeliveryBadges status={status} test={test} />}
      subtitle={`to ${destinationName(delivery)}`}
      backAction={{ content: "Deliveries", url: "/app/deliveries" }}
      primaryAction={{ content: "Resend", onAction: resend, loading: resending, disabled: body === null }}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {refusal ? (
              <ResendRefusal refusal={refusal} toFlow={toFlow} />
            ) : (
              <OutcomeBanner delivery={delivery} />
            )}
            <AttemptLog attempts={attemptLog} toFlow={toFlow} />
            <BodyCards {...delivery} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <DeliveryFacts delivery={delivery} />
        </Layout.Section>
      </Layout>
    </Page>
  );
}
