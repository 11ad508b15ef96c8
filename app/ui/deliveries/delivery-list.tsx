import { EmptyState } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { DeliveryView } from "../../queries/deliveries.ts";
import type { DeliverySearch } from "../../queries/delivery-search.ts";
import type { Page } from "../../queries/page.ts";
import { Pager } from "../paging/pager.tsx";
import bell from "../shell/bell.svg?url";
import { DeliveryTable } from "./delivery-table.tsx";
import { DELIVERIES, searchParameters } from "./search-address.ts";
import type { Selection } from "./use-selection.ts";

interface DeliveryListProps {
  page: Page<DeliveryView>;
  search: DeliverySearch;
  loading: boolean;
  selection: Selection;
  /** of what is selected */
  onResend: () => void;
}

/** A page of the log, or that nothing fits the search. */
export function DeliveryList({ page, search, loading, selection, onResend }: DeliveryListProps) {
  const { t } = useTranslation("deliveries");
  const { rows, next, previous } = page;
  return (
    <section id="deliveries" aria-label={t("title")} aria-busy={loading}>
      {rows.length === 0 ? (
        <EmptyState
          heading={t("noMatch.title")}
          image={bell}
          action={{ content: t("noMatch.action"), url: DELIVERIES }}
        >
          <p>{search.text === "" ? t("noMatch.text") : t("noMatch.search")}</p>
        </EmptyState>
      ) : (
        <DeliveryTable
          deliveries={rows}
          showEndpoint={search.endpoints.length !== 1}
          loading={loading}
          selection={{
            ids: selection.ids,
            all: selection.all,
            onSelectionChange: selection.onChange,
            hasMoreItems: next !== null || previous !== null,
            promotedBulkActions: [{ content: t("selected.action"), onAction: onResend }],
          }}
        />
      )}
      <Pager
        of={t("many")}
        path={DELIVERIES}
        keep={searchParameters(search)}
        next={next}
        previous={previous}
        oldestFirst={search.sort === "oldest"}
      />
    </section>
  );
}
