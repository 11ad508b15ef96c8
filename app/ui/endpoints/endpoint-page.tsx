import { Banner, BlockStack, Layout, Page } from "@shopify/polaris";
import { useState } from "react";
import type { DeliveryView } from "../../queries/deliveries.ts";
import type { EndpointHealth, EndpointView } from "../../queries/endpoints.ts";
import type { RecoveryView } from "../../queries/recoveries.ts";
import { RecoverCard } from "../recoveries/recover-card.tsx";
import { DeleteEndpointDialog } from "./delete-endpoint-dialog.tsx";
import { DisableEndpointDialog } from "./disable-endpoint-dialog.tsx";
import { EndpointBadge } from "./endpoint-badge.tsx";
import { EndpointFacts } from "./endpoint-facts.tsx";
import { EndpointHealthBanner } from "./endpoint-health-banner.tsx";
import { EndpointStateBanner } from "./endpoint-state-banner.tsx";
import { HeadersCard } from "./headers-card.tsx";
import { RecentDeliveries } from "./recent-deliveries.tsx";
import { SecretCard } from "./secret-card.tsx";
import { shortUrl } from "./short-url.ts";
import { useShownSecret } from "./shown-secret.tsx";
import { SigningCard } from "./signing-card.tsx";
import { TestCard } from "./test-card.tsx";
import { useSwitch } from "./use-switch.ts";

interface EndpointPageProps {
  endpoint: EndpointView;
  health: EndpointHealth;
  /** the newest few */
  deliveries: DeliveryView[];
  /** the last few */
  recoveries: RecoveryView[];
}

export function EndpointPage({ endpoint, health, deliveries, recoveries }: EndpointPageProps) {
  const { id, url, description, status, topics, secrets, headerNames } = endpoint;
  const { shown, dismiss } = useShownSecret();
  const [asking, setAsking] = useState<"delete" | "disable">();
  const close = () => setAsking(undefined);
  const switching = useSwitch(id, close);
  const { turn } = switching;

  const pause = { content: "Pause", loading: switching.switching, onAction: () => turn("pause") };
  const disable = { content: "Disable", onAction: () => setAsking("disable") };
  const remove = { content: "Delete", destructive: true, onAction: () => setAsking("delete") };
  return (
    <Page
      title={description || shortUrl(url)}
      titleMetadata={<EndpointBadge status={status} />}
      backAction={{ content: "Endpoints", url: "/app/endpoints" }}
      primaryAction={{ content: "Edit", url: `/app/endpoints/${id}/edit` }}
      secondaryActions={[
        ...(status === "enabled" ? [pause] : []),
        ...(status === "disabled" ? [] : [disable]),
        remove,
      ]}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {shown?.endpointId === id ? (
              <SecretCard key={shown.secret} secret={shown.secret} onStored={dismiss} />
            ) : null}
            {switching.problem ? <Banner tone="critical" title={switching.problem} /> : null}
            <EndpointStateBanner endpoint={endpoint} switching={switching} />
            {status === "enabled" ? <EndpointHealthBanner {...health} /> : null}
            <TestCard endpointId={id} topics={topics} />
            <RecoverCard endpoint={endpoint} recoveries={recoveries} />
            <RecentDeliveries endpointId={id} deliveries={deliveries} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <EndpointFacts endpoint={endpoint} />
            <SigningCard endpointId={id} secrets={secrets} />
            <HeadersCard endpointId={id} names={headerNames} />
          </BlockStack>
        </Layout.Section>
      </Layout>
      <DisableEndpointDialog
        turn={turn}
        switching={switching.switching}
        open={asking === "disable"}
        onClose={close}
      />
      <DeleteEndpointDialog endpointId={id} url={url} open={asking === "delete"} onClose={close} />
    </Page>
  );
}
