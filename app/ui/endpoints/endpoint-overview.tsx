import { BlockStack, Layout } from "@shopify/polaris";
import type { DeliveryView } from "../../queries/deliveries.ts";
import type { EndpointFigures } from "../../queries/endpoint-figures.ts";
import type { EndpointView } from "../../queries/endpoints.ts";
import type { RecoveryView } from "../../queries/recoveries.ts";
import type { TopicState } from "../../shopify/topic-states.ts";
import { RecoverCard } from "../recoveries/recover-card.tsx";
import { EndpointFacts } from "./endpoint-facts.tsx";
import { EndpointHealthCard } from "./endpoint-health-card.tsx";
import { EndpointTopicsCard } from "./endpoint-topics-card.tsx";
import { RecentDeliveries } from "./recent-deliveries.tsx";
import type { RecentOutcome } from "./recent-outcomes.ts";

export interface EndpointOverviewProps {
  endpoint: EndpointView;
  figures: EndpointFigures;
  /** by topic */
  states: Record<string, TopicState>;
  /** the newest few of `outcome` */
  deliveries: DeliveryView[];
  outcome: RecentOutcome;
  /** the last few */
  recoveries: RecoveryView[];
  /** since when it was disabled, if it has just been enabled */
  missedSince: Date | undefined;
}

/** How an endpoint fares and what it is set to. */
export function EndpointOverview(props: EndpointOverviewProps) {
  const { endpoint, figures, states, deliveries, outcome, recoveries, missedSince } = props;
  return (
    <Layout>
      <Layout.Section variant="fullWidth">
        <BlockStack gap="400">
          <EndpointHealthCard figures={figures} />
          <RecentDeliveries endpointId={endpoint.id} deliveries={deliveries} outcome={outcome} />
        </BlockStack>
      </Layout.Section>
      <Layout.Section>
        <RecoverCard
          key={missedSince?.getTime()}
          endpoint={endpoint}
          recoveries={recoveries}
          missedSince={missedSince}
        />
      </Layout.Section>
      <Layout.Section variant="oneThird">
        <BlockStack gap="400">
          <EndpointFacts endpoint={endpoint} />
          <EndpointTopicsCard topics={endpoint.topics} states={states} />
        </BlockStack>
      </Layout.Section>
    </Layout>
  );
}
