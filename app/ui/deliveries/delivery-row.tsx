import { BlockStack, Box, IndexTable, InlineStack, Link, Text } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import type { DeliveryView } from "../../queries/deliveries.ts";
import { TopicName } from "../endpoints/topic-name.tsx";
import { RelativeTime } from "../time/relative-time.tsx";
import { useTimeText } from "../time/use-time-text.ts";
import { DeliveryBadges } from "./delivery-status.tsx";
import { useDestinationName } from "./destination-name.ts";
import { NextAttempt } from "./next-attempt.tsx";
import { ResponseText } from "./response-text.tsx";

interface DeliveryRowProps {
  delivery: DeliveryView;
  position: number;
  showEndpoint: boolean;
  brief: boolean;
  selected: boolean;
}

/** A row of the table. */
export function DeliveryRow({ delivery, position, showEndpoint, brief, selected }: DeliveryRowProps) {
  const { t } = useTranslation("deliveries");
  const { duration } = useTimeText();
  const destinationName = useDestinationName();
  const { id, status, test, endpointUrl, attempts, mostAttempts, lastDurationMs, createdAt } = delivery;
  const destination = destinationName(delivery);
  return (
    <IndexTable.Row id={id} position={position} selected={selected}>
      <IndexTable.Cell>
        <div className="cell-topic">
          <DeliveryLink delivery={delivery} />
        </div>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <DeliveryBadges status={status} attempts={attempts} test={test} />
      </IndexTable.Cell>
      {showEndpoint ? (
        <IndexTable.Cell>
          <span className="cell-url" title={endpointUrl ?? destination}>
            <CutInMiddle text={destination} />
          </span>
        </IndexTable.Cell>
      ) : null}
      <IndexTable.Cell>
        <ResponseText {...delivery} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" alignment="end" numeric>
          {t("attemptsOf", { made: attempts, most: mostAttempts })}
        </Text>
      </IndexTable.Cell>
      {brief ? null : (
        <>
          <IndexTable.Cell>
            <NextAttempt delivery={delivery} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Text as="span" alignment="end" numeric>
              {lastDurationMs === null ? null : duration(lastDurationMs)}
            </Text>
          </IndexTable.Cell>
        </>
      )}
      <IndexTable.Cell>
        <RelativeTime time={createdAt} />
      </IndexTable.Cell>
    </IndexTable.Row>
  );
}

/** So much of the end is always seen: URLs of one host differ there. */
const END = 12;

/** On one line as wide as its column; what is too long loses its middle. */
const CutInMiddle = ({ text }: { text: string }) => (
  <>
    <span>{text.slice(0, -END)}</span>
    <span>{text.slice(-END)}</span>
  </>
);

/** The same on a narrow screen. */
export function DeliveryCard({ delivery, position, showEndpoint, selected }: DeliveryRowProps) {
  const { t } = useTranslation("deliveries");
  const destinationName = useDestinationName();
  const { id, status, test, attempts, dueAt, createdAt } = delivery;
  return (
    <IndexTable.Row id={id} position={position} selected={selected}>
      <Box padding="300" width="100%">
        <BlockStack gap="100">
          <InlineStack align="space-between" gap="200">
            <DeliveryLink delivery={delivery} />
            <DeliveryBadges status={status} attempts={attempts} test={test} />
          </InlineStack>
          {showEndpoint ? <span className="two-lines">{destinationName(delivery)}</span> : null}
          <Text as="p" tone="subdued">
            <ResponseText {...delivery} /> · {t("attempts", { count: attempts, number: attempts })} ·{" "}
            <RelativeTime time={createdAt} />
            {dueAt ? (
              <>
                {" · "}
                <Trans t={t} i18nKey="nextAt" components={{ time: <NextAttempt delivery={delivery} /> }} />
              </>
            ) : null}
          </Text>
        </BlockStack>
      </Box>
    </IndexTable.Row>
  );
}

const DeliveryLink = ({ delivery: { id, topic } }: { delivery: DeliveryView }) => (
  <Link url={`/app/deliveries/${id}`} dataPrimaryLink removeUnderline monochrome>
    <Text as="span" fontWeight="medium">
      <TopicName name={topic} />
    </Text>
  </Link>
);
