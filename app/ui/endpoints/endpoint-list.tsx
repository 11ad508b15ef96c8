import { useNavigation } from "@remix-run/react";
import { BlockStack, Card, EmptyState, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { EndpointFilter, EndpointRowView } from "../../queries/endpoint-list.ts";
import { Pager } from "../paging/pager.tsx";
import bell from "../shell/bell.svg?url";
import { ENDPOINTS, EndpointFilters, filterAddress } from "./endpoint-filters.tsx";
import { EndpointTable } from "./endpoint-table.tsx";
import { NoMatch } from "./no-match.tsx";
import { SecretCards } from "./secret-cards.tsx";
import { ViewSwitch } from "./view-switch.tsx";

interface EndpointListProps {
  page: { rows: EndpointRowView[]; next: string | null; previous: string | null };
  filter: EndpointFilter;
  isFirstPage: boolean;
}

export function EndpointList({ page, filter, isFirstPage }: EndpointListProps) {
  const { t } = useTranslation("endpoints");
  const loading = useNavigation().location?.pathname === ENDPOINTS;
  const add = { content: t("list.add"), url: `${ENDPOINTS}/new` };
  const isFiltered = filter.status !== undefined || filter.search !== undefined;
  const none = page.rows.length === 0;
  if (none && !isFiltered && isFirstPage && !loading) {
    return (
      <Page title={t("list.title")}>
        <BlockStack gap="400">
          <ViewSwitch />
          <Card>
            <EmptyState
              heading={t("list.empty.title")}
              image={bell}
              action={add}
              secondaryAction={{ content: t("list.empty.verify"), url: `${ENDPOINTS}/verifying` }}
            >
              <p>{t("list.empty.text")}</p>
            </EmptyState>
          </Card>
        </BlockStack>
      </Page>
    );
  }
  return (
    <Page title={t("list.title")} subtitle={t("list.subtitle")} primaryAction={add}>
      <BlockStack gap="400">
        <SecretCards />
        <ViewSwitch />
        <Card padding="0">
          <section id="endpoints" aria-label={t("list.title")} aria-busy={loading}>
            <EndpointFilters filter={filter} />
            {none ? <NoMatch /> : <EndpointTable endpoints={page.rows} loading={loading} />}
            <Pager
              of={t("list.plural")}
              path={ENDPOINTS}
              keep={filterAddress(filter)}
              next={page.next}
              previous={page.previous}
            />
          </section>
        </Card>
      </BlockStack>
    </Page>
  );
}
