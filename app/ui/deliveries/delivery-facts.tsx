import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { DeliveryDetail } from "../../queries/deliveries.ts";
import { Fact } from "../copy/fact.tsx";
import { FactList } from "../copy/fact-list.tsx";
import { roundText } from "../flow/rounds.ts";
import { AbsoluteTime } from "../time/absolute-time.tsx";
import { DueTime } from "../time/due-time.tsx";
import { durationText } from "../time/format-time.ts";
import { destinationName } from "./destination-name.ts";

export function DeliveryFacts({ delivery }: { delivery: DeliveryDetail }) {
  const { t: flowT } = useTranslation("flow");
  const { id, eventId, resource, sequence, flowHops } = delivery;
  const { triggeredAt, createdAt, lastAttemptAt, lastDurationMs, dueAt, attempts } = delivery;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Details
        </Text>
        <FactList>
          <DestinationFact delivery={delivery} />
          <Fact label="Delivery id" copy={id}>
            {id}
          </Fact>
          <Fact label="Event id" copy={eventId}>
            {eventId}
          </Fact>
          {resource ? (
            <Fact label="Resource" copy={resource}>
              {resource}
            </Fact>
          ) : null}
          {sequence === null ? null : <Fact label="Sequence">{sequence}</Fact>}
          {flowHops > 0 ? (
            <Fact label="Came in through Shopify Flow">
              <Link url="/app/flow">{roundText(flowT, flowHops)}</Link>
            </Fact>
          ) : null}
          <Fact label="Happened">
            <AbsoluteTime time={triggeredAt} />
          </Fact>
          <Fact label="Queued">
            <AbsoluteTime time={createdAt} />
          </Fact>
          <Fact label="Attempts">{attempts}</Fact>
          {lastAttemptAt ? (
            <Fact label="Last attempt">
              <AbsoluteTime time={lastAttemptAt} />
              {lastDurationMs === null ? null : `, took ${durationText(lastDurationMs)}`}
            </Fact>
          ) : null}
          {dueAt ? (
            <Fact label="Next attempt">
              <DueTime time={dueAt} />
            </Fact>
          ) : null}
        </FactList>
      </BlockStack>
    </Card>
  );
}

function DestinationFact({ delivery }: { delivery: DeliveryDetail }) {
  const { endpointId, endpointUrl, endpointDeleted } = delivery;
  if (endpointUrl === null) {
    return (
      <Fact label="Trigger">
        <Link url="/app/flow">{destinationName(delivery)}</Link>
      </Fact>
    );
  }
  return (
    <Fact label="Endpoint" copy={endpointUrl}>
      {endpointDeleted ? (
        <>{endpointUrl} (deleted)</>
      ) : (
        <Link url={`/app/endpoints/${endpointId}`}>{endpointUrl}</Link>
      )}
    </Fact>
  );
}
