import { BlockStack, Layout } from "@shopify/polaris";
import type { EndpointView } from "../../queries/endpoints.ts";
import { CheckCard } from "../signatures/check-card.tsx";
import { SnippetsCard } from "../signatures/snippets-card.tsx";
import { HeadersCard } from "./headers-card.tsx";
import { SigningCard } from "./signing-card.tsx";

/** How an endpoint's requests prove where they come from, and how a receiver checks it. */
export function EndpointSignature({ endpoint }: { endpoint: EndpointView }) {
  return (
    <Layout>
      <Layout.Section>
        <BlockStack gap="400">
          <SnippetsCard />
          <CheckCard endpointId={endpoint.id} />
        </BlockStack>
      </Layout.Section>
      <Layout.Section variant="oneThird">
        <BlockStack gap="400">
          <SigningCard endpoint={endpoint} />
          <HeadersCard endpointId={endpoint.id} names={endpoint.headerNames} />
        </BlockStack>
      </Layout.Section>
    </Layout>
  );
}
