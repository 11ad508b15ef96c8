import { Banner, BlockStack, Box, Card, EmptyState, Page } from "@shopify/polaris";
import type { Reconciliation } from "../../queries/reconciliation.ts";
import type { WebhookGroup as Group } from "../../shopify/webhook-subscriptions/group-webhooks.ts";
import { Fact } from "../copy/fact.tsx";
import { FactList } from "../copy/fact-list.tsx";
import { Disclosure } from "../json/disclosure.tsx";
import { ReconcileCard } from "../reconcile/reconcile-card.tsx";
import bell from "../shell/bell.svg?url";
import { RelativeTime } from "../time/relative-time.tsx";
import { STATUSES } from "./statuses.ts";
import { useCheck } from "./use-check.ts";
import { WebhookGroup } from "./webhook-group.tsx";

interface WebhooksPageProps {
  /** empty before the first check */
  groups: Group[];
  checkedAt: Date | null;
  reconciliation: Reconciliation;
}

export function WebhooksPage({ groups, checkedAt, reconciliation }: WebhooksPageProps) {
  const { check, checking, problem } = useCheck();
  const action = { content: "Check now", loading: checking, onAction: check };
  return (
    <Page
      title="Webhooks from Shopify"
      subtitle="What Shopify tells Carillon of your store, topic by topic."
      secondaryActions={checkedAt ? [action] : []}
    >
      <BlockStack gap="400">
        {problem ? (
          <Banner tone="critical">
            <p>{problem}</p>
          </Banner>
        ) : null}
        {checkedAt ? (
          <Box paddingInline={{ xs: "400", sm: "0" }}>
            <p>
              Checked <RelativeTime time={checkedAt} />. Carillon compares with Shopify every hour and mends
              what differs.
            </p>
          </Box>
        ) : (
          <NotChecked action={action} />
        )}
        {groups.map((group) => (
          <WebhookGroup key={group.scope} group={group} onGranted={check} />
        ))}
        <ReconcileCard {...reconciliation} />
        {checkedAt ? <Meanings /> : null}
      </BlockStack>
    </Page>
  );
}

function NotChecked({ action }: { action: { content: string; loading: boolean; onAction: () => void } }) {
  return (
    <Card>
      <EmptyState heading="Not compared with Shopify yet" image={bell} action={action}>
        <p>Carillon does so when it is installed and every hour from then on.</p>
      </EmptyState>
    </Card>
  );
}

function Meanings() {
  return (
    <Card>
      <Disclosure title="What the words mean">
        <FactList>
          {Object.values(STATUSES).map(({ label, meaning }) => (
            <Fact key={label} label={label}>
              {meaning}
            </Fact>
          ))}
        </FactList>
      </Disclosure>
    </Card>
  );
}
