import { useNavigation } from "@remix-run/react";
import { BlockStack, Box, Button, Card, EmptyState, InlineStack, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Page as ListPage } from "../../queries/page.ts";
import { EventTabs } from "../events/event-tabs.tsx";
import { INBOX } from "../events/paths.ts";
import { Pager } from "../paging/pager.tsx";
import { useRefresh } from "../refresh/use-refresh.ts";
import bell from "../shell/bell.svg?url";
import { useProblem } from "../texts/use-problem.ts";
import { InboundList } from "./inbound-list.tsx";
import type { ListedInbound, ListedReason } from "./listed.ts";
import { MapAgainAnswered } from "./map-again-answered.tsx";
import { ReasonList } from "./reason-list.tsx";
import { useMapAgain } from "./use-map-again.ts";

interface InboxPageProps {
  page: ListPage<ListedInbound>;
  /** the most frequent first */
  reasons: ListedReason[];
  filter: { status?: string | undefined; reason?: string | undefined };
  /** how many are about to be mapped, and no further than a thousand */
  pending: number;
  /** of so many newest ones the reasons are; null for all of them */
  counted: number | null;
}

/** What came in and became no event. */
export function InboxPage({ page, reasons, filter, pending, counted }: InboxPageProps) {
  const { t } = useTranslation("events");
  const loading = useNavigation().location?.pathname === INBOX;
  const call = useMapAgain();
  useRefresh(pending > 0);
  const { status, reason } = filter;
  const filtered = status !== undefined || reason !== undefined;
  const empty = page.rows.length === 0;
  return (
    <Page title={t("title")} subtitle={t("inbox.subtitle")}>
      <BlockStack gap="400">
        <MapAgainAnswered answer={call.answer} pending={pending} />
        <Card padding="0">
          <EventTabs selected="inbox" />
          <section id="inbox" aria-label={t("tab.inbox")} aria-busy={loading}>
            {reasons.length > 0 ? (
              <ReasonList reasons={reasons} counted={counted} call={call} />
            ) : empty && !filtered ? (
              <EmptyState heading={t("inbox.empty")} image={bell}>
                <p>{t("inbox.emptyWhy")}</p>
              </EmptyState>
            ) : null}
          </section>
        </Card>
        {reasons.length > 0 || filtered ? (
          <Card padding="0">
            <Filtered reasons={reasons} filter={filter} />
            {empty ? (
              <EmptyState
                heading={t("inbox.noMatch")}
                image={bell}
                action={{ content: t("inbox.showAll"), url: INBOX }}
              />
            ) : (
              <InboundList inbound={page.rows} call={call} />
            )}
            <Pager
              of={t("inbox.pageOf")}
              path={INBOX}
              keep={{ status, reason }}
              next={page.next}
              previous={page.previous}
            />
          </Card>
        ) : null}
      </BlockStack>
    </Page>
  );
}

function Filtered({ reasons, filter }: Pick<InboxPageProps, "reasons" | "filter">) {
  const { t } = useTranslation("events");
  const problem = useProblem();
  const chosen = reasons.find(({ status, reason }) => status === filter.status && reason === filter.reason);
  return (
    <Box padding="400">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h2" variant="headingMd">
          {chosen ? problem(chosen.explanation) : t("inbox.all")}
        </Text>
        {filter.status || filter.reason ? (
          <Button variant="plain" url={INBOX}>
            {t("inbox.showAll")}
          </Button>
        ) : null}
      </InlineStack>
    </Box>
  );
}
