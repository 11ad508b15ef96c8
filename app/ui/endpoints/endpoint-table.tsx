import { BlockStack, Box, IndexTable, InlineStack, Link, Text, useBreakpoints } from "@shopify/polaris";
import type { EndpointView } from "../../queries/endpoints.ts";
import { AbsoluteDate } from "../time/time.tsx";
import { EndpointBadge } from "./endpoint-status.tsx";
import { SecretHint } from "./secret-hint.tsx";
import { shortUrl } from "./short-url.ts";
import { TopicsText } from "./topics-text.tsx";

/** Endpoints, newest first, each a link to its page. A list of cards on a narrow screen. */
export function EndpointTable({ endpoints, loading }: { endpoints: EndpointView[]; loading: boolean }) {
  const condensed = useBreakpoints().smDown;
  return (
    <IndexTable
      resourceName={{ singular: "endpoint", plural: "endpoints" }}
      itemCount={endpoints.length}
      headings={[
        { title: "Endpoint" },
        { title: "Status" },
        { title: "Topics" },
        { title: "Secret" },
        { title: "Created" },
      ]}
      selectable={false}
      condensed={condensed}
      loading={loading}
    >
      {endpoints.map((endpoint, position) => (
        <IndexTable.Row key={endpoint.id} id={endpoint.id} position={position}>
          {condensed ? <NarrowRow endpoint={endpoint} /> : <WideRow endpoint={endpoint} />}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function WideRow({ endpoint }: { endpoint: EndpointView }) {
  return (
    <>
      <IndexTable.Cell>
        <Name endpoint={endpoint} />
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
    </>
  );
}

function NarrowRow({ endpoint }: { endpoint: EndpointView }) {
  return (
    <Box padding="300" width="100%">
      <BlockStack gap="100">
        <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
          <Name endpoint={endpoint} />
          <EndpointBadge status={endpoint.status} />
        </InlineStack>
        <div className="wrap-anywhere">
          <TopicsText topics={endpoint.topics} />
        </div>
      </BlockStack>
    </Box>
  );
}

function Name({ endpoint: { id, url, description } }: { endpoint: EndpointView }) {
  return (
    <div className="endpoint-name">
      <Link url={`/app/endpoints/${id}`} dataPrimaryLink removeUnderline monochrome>
        <span className="two-lines" title={description || url}>
          <Text as="span" fontWeight="medium">
            {description || shortUrl(url)}
          </Text>
        </span>
      </Link>
      {description ? (
        <span className="two-lines" title={url}>
          <Text as="span" tone="subdued">
            {shortUrl(url)}
          </Text>
        </span>
      ) : null}
    </div>
  );
}
