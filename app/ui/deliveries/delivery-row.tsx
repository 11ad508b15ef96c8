import { BlockStack, Box, IndexTable, InlineStack, Link, Text } from "@shopify/polaris";
import type { DeliveryView } from "../../queries/deliveries.ts";
import { RelativeTime } from "../time/relative-time.tsx";
import { DeliveryBadges } from "./delivery-status.tsx";
import { destinationName } from "./destination-name.ts";
import { ResponseText } from "./response-text.tsx";

interface DeliveryRowProps {
  delivery: DeliveryView;
  position: number;
  showEndpoint: boolean;
  condensed: boolean;
}

export function DeliveryRow({ delivery, position, showEndpoint, condensed }: DeliveryRowProps) {
  const { id, topic, status, test, endpointUrl, attempts, createdAt } = delivery;
  const destination = destinationName(delivery);
  const link = (
    <Link url={`/app/deliveries/${id}`} dataPrimaryLink removeUnderline monochrome>
      <Text as="span" fontWeight="medium">
        {topic}
      </Text>
    </Link>
  );

  if (condensed) {
    return (
      <IndexTable.Row id={id} position={position}>
        <Box padding="300" width="100%">
          <BlockStack gap="100">
            <InlineStack align="space-between" gap="200">
              {link}
              <DeliveryBadges status={status} test={test} />
            </InlineStack>
            {showEndpoint ? <span className="two-lines">{destination}</span> : null}
            <Text as="p" tone="subdued">
              <ResponseText {...delivery} /> · {attempts} {attempts === 1 ? "attempt" : "attempts"} ·{" "}
              <RelativeTime time={createdAt} />
            </Text>
          </BlockStack>
        </Box>
      </IndexTable.Row>
    );
  }
  return (
    <IndexTable.Row id={id} position={position}>
      <IndexTable.Cell>{link}</IndexTable.Cell>
      <IndexTable.Cell>
        <DeliveryBadges status={status} test={test} />
      </IndexTable.Cell>
      {showEndpoint ? (
        <IndexTable.Cell>
          <span className="cell-url" title={endpointUrl ?? destination}>
            {destination}
          </span>
        </IndexTable.Cell>
      ) : null}
      <IndexTable.Cell>
        <ResponseText {...delivery} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" alignment="end" numeric>
          {attempts}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <RelativeTime time={createdAt} />
      </IndexTable.Cell>
    </IndexTable.Row>
  );
}
