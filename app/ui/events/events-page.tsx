import { useNavigation } from "@remix-run/react";
import { BlockStack, Box, Card, EmptyState, Page, Text } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import type { EventPage } from "../../queries/events.ts";
import { Pager } from "../paging/pager.tsx";
import bell from "../shell/bell.svg?url";
import { AbsoluteTime } from "../time/absolute-time.tsx";
import { EventFilters } from "./event-filters.tsx";
import { EventList } from "./event-list.tsx";
import { EventTabs } from "./event-tabs.tsx";
import type { FilterFields, WrongFields } from "./filter-address.ts";
import { EVENTS } from "./paths.ts";

interface EventsPageProps {
  page: EventPage;
  fields: FilterFields;
  wrong: WrongFields;
  /** of the topic that is asked for: events of seven days that nobody had chosen, and that were not kept */
  unchosen: number;
}

/** What happened in the shop, newest first. */
export function EventsPage({ page, fields, wrong, unchosen }: EventsPageProps) {
  const { t } = useTranslation("events");
  const loading = useNavigation().location?.pathname === EVENTS;
  const filtered = Object.values(fields).some((text) => text !== "");
  const paged = page.previous !== null || page.next !== null;
  const empty = page.rows.length === 0;
  const keep = Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, text || undefined]));
  return (
    <Page title={t("title")} subtitle={t("subtitle")}>
      <Card padding="0">
        <EventTabs selected="events" />
        <EventFilters key={JSON.stringify(fields)} fields={fields} wrong={wrong} loading={loading} />
        <section id="events" aria-label={t("title")} aria-busy={loading}>
          {empty && !paged ? (
            <Nothing filtered={filtered} wrong={Object.keys(wrong).length > 0} />
          ) : (
            <EventList events={page.rows} />
          )}
          <Notes lookedUntil={page.lookedUntil} unchosen={unchosen} />
          <Pager of={t("pageOf")} path={EVENTS} keep={keep} next={page.next} previous={page.previous} />
        </section>
      </Card>
    </Page>
  );
}

function Nothing({ filtered, wrong }: { filtered: boolean; wrong: boolean }) {
  const { t } = useTranslation("events");
  if (wrong) {
    return (
      <Box padding="400">
        <Text as="p">{t("list.wrong")}</Text>
      </Box>
    );
  }
  if (filtered) {
    return (
      <EmptyState
        heading={t("list.noMatch")}
        image={bell}
        action={{ content: t("list.showAll"), url: EVENTS }}
      >
        <p>{t("list.noMatchWhy")}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      heading={t("list.empty")}
      image={bell}
      action={{ content: t("list.toTopics"), url: "/app/topics" }}
    >
      <p>{t("list.emptyWhy")}</p>
    </EmptyState>
  );
}

/** What the list leaves out. */
function Notes({ lookedUntil, unchosen }: { lookedUntil: Date | null; unchosen: number }) {
  const { t, i18n } = useTranslation("events");
  if (lookedUntil === null && unchosen === 0) return null;
  return (
    <Box padding="400">
      <BlockStack gap="100">
        {lookedUntil === null ? null : (
          <Text as="p" tone="subdued">
            <Trans
              t={t}
              i18nKey="list.lookedUntil"
              components={{ time: <AbsoluteTime time={lookedUntil} /> }}
            />
          </Text>
        )}
        {unchosen === 0 ? null : (
          <Text as="p" tone="subdued">
            {t("list.unchosen", {
              count: unchosen,
              number: new Intl.NumberFormat(i18n.language).format(unchosen),
            })}
          </Text>
        )}
      </BlockStack>
    </Box>
  );
}
