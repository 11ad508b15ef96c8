import { BlockStack, Card, EmptyState, Page } from "@shopify/polaris";
import type { FlowView } from "../../queries/flow.ts";
import bell from "../shell/bell.svg?url";
import { ActionCard } from "./action-card.tsx";
import { OPEN_FLOW } from "./open-flow.ts";
import { TriggersCard } from "./triggers-card.tsx";

export function FlowPage({ triggers, sentIn }: FlowView) {
  const used = triggers.some(({ state }) => state !== "unused");
  return (
    <Page
      title="Shopify Flow"
      subtitle="Events start workflows, workflows send events."
      secondaryActions={used ? [OPEN_FLOW] : []}
    >
      <BlockStack gap="400">
        {used ? null : (
          <Card>
            <EmptyState heading="Start workflows with your store's events" image={bell} action={OPEN_FLOW}>
              <p>
                In Shopify Flow, create a workflow and choose one of the triggers below as its start. As soon
                as you turn the workflow on, its events go there, and the trigger is shown here as used.
              </p>
            </EmptyState>
          </Card>
        )}
        <TriggersCard triggers={triggers} />
        <ActionCard sentIn={sentIn} />
      </BlockStack>
    </Page>
  );
}
