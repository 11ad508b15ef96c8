import { BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { EventDelivery } from "../../queries/events-detail.ts";
import { flowTrigger } from "../../topics/flow/triggers.ts";
import { DeliveryBadges } from "../deliveries/delivery-status.tsx";
import { RelativeTime } from "../time/relative-time.tsx";

/** Where an event went: every delivery of it, at every endpoint and at Shopify Flow. */
export function EventDeliveries({ deliveries }: { deliveries: EventDelivery[] }) {
  const { t } = useTranslation("events");
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("delivery.title")}
        </Text>
        {deliveries.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("delivery.none")}
          </Text>
        ) : (
          <ul className="plain-list">
            {deliveries.map((delivery) => (
              <li key={delivery.id} className="attempt">
                <DeliveryItem delivery={delivery} />
              </li>
            ))}
          </ul>
        )}
      </BlockStack>
    </Card>
  );
}

function DeliveryItem({ delivery }: { delivery: EventDelivery }) {
  const { t } = useTranslation("events");
  const { id, status, attempts, createdAt, lastReason } = delivery;
  const withheld = lastReason === "flow_origin" || lastReason === "flow_hops" ? lastReason : undefined;
  return (
    <BlockStack gap="050">
      <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
        <div className="wrap-anywhere">
          <Link url={`/app/deliveries/${id}`}>
            <Destination of={delivery} />
          </Link>
        </div>
        <div className="keeps-its-width">
          <DeliveryBadges status={status} attempts={attempts} test={false} />
        </div>
      </InlineStack>
      <Text as="p" tone="subdued">
        {withheld ? (
          t(`delivery.withheld.${withheld}`)
        ) : (
          <>
            {t("delivery.attempts", { count: attempts })}
            {delivery.lastStatusCode === null ? "" : ` · HTTP ${delivery.lastStatusCode}`} ·{" "}
            <RelativeTime time={createdAt} />
          </>
        )}
      </Text>
    </BlockStack>
  );
}

function Destination({ of: { endpointUrl, flowTrigger: handle } }: { of: EventDelivery }) {
  const { t } = useTranslation("events");
  if (handle !== null) return t("delivery.flow", { trigger: flowTrigger(handle)?.name ?? handle });
  return endpointUrl || t("delivery.gone");
}
