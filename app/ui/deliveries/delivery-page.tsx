import { BlockStack, Layout, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { DeliveryDetail } from "../../queries/delivery.ts";
import { useRefresh } from "../refresh/use-refresh.ts";
import { useShopClock } from "../time/shop-clock.tsx";
import { adminLink } from "./admin-link.ts";
import { AttemptsCard } from "./attempts-card.tsx";
import { DeliveryFacts } from "./delivery-facts.tsx";
import { DeliveryBadges } from "./delivery-status.tsx";
import { useDestinationName } from "./destination-name.ts";
import { isDueSoon } from "./due-soon.ts";
import { OutcomeBanner } from "./outcome-banner.tsx";
import { ResendRefusal } from "./resend-refusal.tsx";
import { DELIVERIES } from "./search-address.ts";
import { useResend } from "./use-resend.ts";

export function DeliveryPage({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useTranslation("delivery");
  const destinationName = useDestinationName();
  const { id, topic, status, attempts, test, dueAt, body, flowTrigger } = delivery;
  const toFlow = flowTrigger !== null;
  const { now } = useShopClock();
  const { resend, resending, refusal } = useResend(id);
  useRefresh(isDueSoon(dueAt, now));

  return (
    <Page
      title={topic}
      titleMetadata={<DeliveryBadges status={status} attempts={attempts} test={test} />}
      subtitle={t("to", { destination: destinationName(delivery) })}
      backAction={{ content: t("back"), url: DELIVERIES }}
      primaryAction={{
        content: t("resend.action"),
        onAction: resend,
        loading: resending,
        disabled: body === null,
        ...(body === null && { helpText: t("resend.noBody") }),
      }}
      secondaryActions={useLinks(delivery)}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {refusal ? (
              <ResendRefusal refusal={refusal} toFlow={toFlow} />
            ) : (
              <OutcomeBanner delivery={delivery} />
            )}
            <AttemptsCard delivery={delivery} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <DeliveryFacts delivery={delivery} />
        </Layout.Section>
      </Layout>
    </Page>
  );
}

/** Where the rest of the story stands. */
function useLinks({ endpointId, eventId, flowTrigger, endpointDeleted, resource, customer }: DeliveryDetail) {
  const { t } = useTranslation("delivery");
  const inShopify = adminLink(resource) ?? adminLink(customer);
  return [
    ...(flowTrigger === null && !endpointDeleted
      ? [{ content: t("actions.endpoint"), url: `/app/endpoints/${endpointId}` }]
      : []),
    { content: t("actions.event"), url: `/app/events/${eventId}` },
    ...(inShopify
      ? [{ content: t(`actions.shopify.${inShopify.type}`), url: inShopify.url, target: "_top" as const }]
      : []),
  ];
}
