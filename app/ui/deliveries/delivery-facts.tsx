import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { DeliveryDetail } from "../../queries/delivery.ts";
import { Fact } from "../copy/fact.tsx";
import { FactList } from "../copy/fact-list.tsx";
import { shownStatus } from "./delivery-status.tsx";
import { TimeFacts } from "./delivery-times.tsx";
import { useDestinationName } from "./destination-name.ts";
import { RoundFact } from "./round-fact.tsx";

export function DeliveryFacts({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useTranslation("delivery");
  const { t: list } = useTranslation("deliveries");
  const { id, eventId, topic, resource, customer, sequence, attempts, mostAttempts } = delivery;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("facts.title")}
        </Text>
        <FactList>
          <Fact label={t("facts.status")}>{list(`status.${shownStatus(delivery)}`)}</Fact>
          <DestinationFact delivery={delivery} />
          <Fact label={t("facts.topic")} copy={topic}>
            {topic}
          </Fact>
          <Fact label={t("facts.deliveryId")} copy={id}>
            {id}
          </Fact>
          <Fact label={t("facts.eventId")} copy={eventId}>
            <Link url={`/app/events/${eventId}`}>{eventId}</Link>
          </Fact>
          {resource ? (
            <Fact label={t("facts.resource")} copy={resource}>
              {resource}
            </Fact>
          ) : null}
          {customer && customer !== resource ? (
            <Fact label={t("facts.customer")} copy={customer}>
              {customer}
            </Fact>
          ) : null}
          {sequence === null ? null : <Fact label={t("facts.sequence")}>{sequence}</Fact>}
          <RoundFact hops={delivery.flowHops} />
          <Fact label={t("facts.trigger")}>{t(`trigger.${delivery.test ? "test" : delivery.trigger}`)}</Fact>
          <Fact label={t("facts.attempts")}>
            {t("facts.attemptsOf", { made: attempts, most: mostAttempts })}
          </Fact>
          <TimeFacts delivery={delivery} />
        </FactList>
      </BlockStack>
    </Card>
  );
}

function DestinationFact({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useTranslation("delivery");
  const destinationName = useDestinationName();
  const { endpointId, endpointUrl, endpointDeleted } = delivery;
  if (endpointUrl === null) {
    return (
      <Fact label={t("facts.flowTrigger")}>
        <Link url="/app/flow">{destinationName(delivery)}</Link>
      </Fact>
    );
  }
  return (
    <Fact label={t("facts.endpoint")} copy={endpointUrl}>
      {endpointDeleted ? (
        t("facts.deleted", { url: endpointUrl })
      ) : (
        <Link url={`/app/endpoints/${endpointId}`}>{endpointUrl}</Link>
      )}
    </Fact>
  );
}
