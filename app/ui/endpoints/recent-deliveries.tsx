import { Box, Card, InlineStack, Link, Text } from "@shopify/polaris";
import type { DeliveryView } from "../../queries/deliveries.ts";
import { DeliveryTable } from "../deliveries/delivery-table.tsx";

interface RecentDeliveriesProps {
  endpointId: string;
  deliveries: DeliveryView[];
}

export function RecentDeliveries({ endpointId, deliveries }: RecentDeliveriesProps) {
  return (
    <Card padding="0">
      <Box padding="400">
        <InlineStack align="space-between" gap="200">
          <Text as="h2" variant="headingMd">
            Recent deliveries
          </Text>
          {deliveries.length > 0 ? <Link url={`/app/deliveries?endpoint=${endpointId}`}>See all</Link> : null}
        </InlineStack>
      </Box>
      {deliveries.length > 0 ? (
        <DeliveryTable deliveries={deliveries} showEndpoint={false} loading={false} />
      ) : (
        <Box padding="400" paddingBlockStart="0">
          <Text as="p" tone="subdued">
            Nothing has been sent to this endpoint yet. Send a test to see whether it answers.
          </Text>
        </Box>
      )}
    </Card>
  );
}
