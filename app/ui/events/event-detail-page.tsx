import { Badge, BlockStack, Layout, Page } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EventDetail } from "../../queries/events-detail.ts";
import { isDueSoon } from "../deliveries/due-soon.ts";
import { useRefresh } from "../refresh/use-refresh.ts";
import type { CalledEndpoint } from "../test-call/called-endpoint.ts";
import { TestCallDialog } from "../test-call/test-call-dialog.tsx";
import { useShopClock } from "../time/shop-clock.tsx";
import { EventBody } from "./event-body.tsx";
import { EventDeliveries } from "./event-deliveries.tsx";
import { EventFacts } from "./event-facts.tsx";
import { EVENTS } from "./paths.ts";

interface EventDetailPageProps {
  event: EventDetail;
  /** all of the shop's */
  endpoints: CalledEndpoint[];
}

/** An event: what it says, how it came about, and where it went. */
export function EventDetailPage({ event, endpoints }: EventDetailPageProps) {
  const { t } = useTranslation("events");
  const [testing, setTesting] = useState(false);
  const { id, topic, test, body, deliveries } = event;
  const { now } = useShopClock();
  useRefresh(deliveries.some(({ dueAt }) => isDueSoon(dueAt, now)));
  const call = {
    content: t("detail.testCall"),
    onAction: () => setTesting(true),
    disabled: body === null || endpoints.length === 0,
  };
  return (
    <Page
      title={topic}
      titleMetadata={test ? <Badge tone="info">{t("test")}</Badge> : undefined}
      backAction={{ content: t("title"), url: EVENTS }}
      secondaryActions={[call]}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <EventDeliveries deliveries={deliveries} />
            <EventBody body={body} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <EventFacts event={event} />
        </Layout.Section>
      </Layout>
      <TestCallDialog
        topic={topic}
        topics={[topic]}
        endpoints={endpoints}
        eventId={id}
        open={testing}
        onClose={() => setTesting(false)}
      />
    </Page>
  );
}
