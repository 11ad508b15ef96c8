import { BlockStack, Box, IndexTable, InlineStack } from "@shopify/polaris";
import type { EndpointView } from "../../queries/endpoints.ts";
import { AbsoluteDate } from "../time/absolute-date.tsx";
import { EndpointBadge } from "./endpoint-badge.tsx";
import { EndpointName } from "./endpoint-name.tsx";
import { SecretHint } from "./secret-hint.tsx";
import { TopicsText } from "./topics-text.tsx";

interface EndpointRowProps {
  endpoint: EndpointView;
  position: number;
  condensed: boolean;
}

export function EndpointRow({ endpoint, position, condensed }: EndpointRowProps) {
  if (condensed) {
    return (
      <IndexTable.Row id={endpoint.id} position={position}>
        <Box padding="300" width="100%">
          <BlockStack gap="100">
            <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
              <EndpointName endpoint={endpoint} />
              <EndpointBadge status={endpoint.status} />
            </InlineStack>
            <div className="wrap-anywhere">
              <TopicsText topics={endpoint.topics} />
            </div>
          </BlockStack>
        </Box>
      </IndexTable.Row>
    );
  }
  return (
    <IndexTable.Row id={endpoint.id} position={position}>
      <IndexTable.Cell>
        <EndpointName endpoint={endpoint} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <EndpointBadge status={endpoint.status} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <TopicsText topics={endpoint.topics} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <SecretHint secrets={endpoint.secrets} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <AbsoluteDate time={endpoint.createdAt} />
      </IndexTable.Cell>
    </IndexTable.Row>
  );
}
