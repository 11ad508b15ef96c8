import { BlockStack, Layout, Page } from "@shopify/polaris";
import { useState } from "react";
import type { DeliveryView } from "../../queries/deliveries.ts";
import type { EndpointView } from "../../queries/endpoints.ts";
import { DeleteEndpointDialog } from "./delete-endpoint-dialog.tsx";
import { EndpointBadge } from "./endpoint-badge.tsx";
import { EndpointFacts } from "./endpoint-facts.tsx";
import { EndpointStateBanner } from "./endpoint-state-banner.tsx";
import { RecentDeliveries } from "./recent-deliveries.tsx";
import { SecretCard } from "./secret-card.tsx";
import { shortUrl } from "./short-url.ts";
import { useShownSecret } from "./shown-secret.tsx";
import { SigningCard } from "./signing-card.tsx";
import { TestCard } from "./test-card.tsx";

interface EndpointPageProps {
  endpoint: EndpointView;
  /** the newest few */
  deliveries: DeliveryView[];
}

export function EndpointPage({ endpoint, deliveries }: EndpointPageProps) {
  const { id, url, description, status, topics, secrets } = endpoint;
  const { shown, dismiss } = useShownSecret();
  const [deleting, setDeleting] = useState(false);
  return (
    <Page
      title={description || shortUrl(url)}
      titleMetadata={<EndpointBadge status={status} />}
      backAction={{ content: "Endpoints", url: "/app/endpoints" }}
      primaryAction={{ content: "Edit", url: `/app/endpoints/${id}/edit` }}
      secondaryActions={[{ content: "Delete", destructive: true, onAction: () => setDeleting(true) }]}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {shown?.endpointId === id ? <SecretCard secret={shown.secret} onStored={dismiss} /> : null}
            <EndpointStateBanner {...endpoint} />
            <TestCard endpointId={id} topics={topics} />
            <RecentDeliveries endpointId={id} deliveries={deliveries} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <EndpointFacts endpoint={endpoint} />
            <SigningCard secrets={secrets} />
          </BlockStack>
        </Layout.Section>
      </Layout>
      <DeleteEndpointDialog endpointId={id} url={url} open={deleting} onClose={() => setDeleting(false)} />
    </Page>
  );
}
