import { Banner, BlockStack, Box, Card, EmptyState, Page } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import type { Reconciliation } from "../../queries/reconciliation.ts";
import type { WebhookGroup as Group } from "../../shopify/webhook-subscriptions/group-webhooks.ts";
import { Fact } from "../copy/fact.tsx";
import { FactList } from "../copy/fact-list.tsx";
import { Disclosure } from "../json/disclosure.tsx";
import { ReconcileCard } from "../reconcile/reconcile-card.tsx";
import { UnreadableElsewhere } from "../rules/unreadable-elsewhere.tsx";
import { useBackToSettings } from "../settings/use-back-to-settings.ts";
import bell from "../shell/bell.svg?url";
import { RelativeTime } from "../time/relative-time.tsx";
import { SHOWN_STATUSES } from "./statuses.ts";
import { useCheck } from "./use-check.ts";
import { WebhookGroup } from "./webhook-group.tsx";

interface WebhooksPageProps {
  /** empty before the first check */
  groups: Group[];
  checkedAt: Date | null;
  /** whether the shop's rules are not understood */
  unreadable: boolean;
  reconciliation: Reconciliation;
}

export function WebhooksPage({ groups, checkedAt, unreadable, reconciliation }: WebhooksPageProps) {
  const { t } = useTranslation("webhooks");
  const { check, checking, problem } = useCheck();
  const action = { content: t("check"), loading: checking, onAction: check };
  return (
    <Page
      backAction={useBackToSettings()}
      title={t("title")}
      subtitle={t("subtitle")}
      secondaryActions={checkedAt ? [action] : []}
    >
      <BlockStack gap="400">
        {unreadable ? <UnreadableElsewhere /> : null}
        {problem ? (
          <Banner tone="critical">
            <p>{problem}</p>
          </Banner>
        ) : null}
        {checkedAt ? (
          <Box paddingInline={{ xs: "400", sm: "0" }}>
            <p>
              <Trans t={t} i18nKey="checkedAt" components={{ time: <RelativeTime time={checkedAt} /> }} />
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
  const { t } = useTranslation("webhooks");
  return (
    <Card>
      <EmptyState heading={t("notChecked.title")} image={bell} action={action}>
        <p>{t("notChecked.why")}</p>
      </EmptyState>
    </Card>
  );
}

function Meanings() {
  const { t } = useTranslation("webhooks");
  return (
    <Card>
      <Disclosure title={t("meanings")}>
        <FactList>
          {SHOWN_STATUSES.map((status) => (
            <Fact key={status} label={t(`statuses.${status}.label`)}>
              {t(`statuses.${status}.meaning`)}
            </Fact>
          ))}
        </FactList>
      </Disclosure>
    </Card>
  );
}
