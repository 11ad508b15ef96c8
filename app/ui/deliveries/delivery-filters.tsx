import { IndexFilters, IndexFiltersMode, useSetIndexFiltersMode } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { DeliverySearch } from "../../queries/delivery-search.ts";
import type { DestinationChoice } from "../../queries/destinations.ts";
import { beyondView, cleared, inView, isNarrowed, NO_SEARCH, VIEWS, viewOf } from "./search-address.ts";
import { useFilters } from "./use-filters.tsx";
import { useTypedText } from "./use-typed-text.ts";

interface DeliveryFiltersProps {
  search: DeliverySearch;
  destinations: DestinationChoice[];
  loading: boolean;
  /** asks for another list */
  onChange: (search: DeliverySearch) => void;
}

/** Which deliveries are listed: views, search, filters and order. All of it stands in the address. */
export function DeliveryFilters({ search, destinations, loading, onChange }: DeliveryFiltersProps) {
  const { t } = useTranslation("deliveries");
  const change = (part: Partial<DeliverySearch>) => onChange({ ...search, ...part });
  const { filters, appliedFilters } = useFilters(search, destinations, change);
  const [typed, setTyped] = useTypedText(search.text, (text) => change({ text }));
  const beyond = isNarrowed({ ...search, ...beyondView(search) });
  const { mode, setMode } = useSetIndexFiltersMode(
    beyond ? IndexFiltersMode.Filtering : IndexFiltersMode.Default,
  );
  const ask = (next: DeliverySearch) => {
    setTyped(next.text);
    onChange(next);
  };
  return (
    <IndexFilters
      mode={mode}
      setMode={setMode}
      tabs={VIEWS.map((view) => ({ id: view, content: t(`view.${view}`), panelID: "deliveries" }))}
      selected={VIEWS.indexOf(viewOf(search))}
      onSelect={(index) => onChange(inView(search, VIEWS[index] ?? "all"))}
      canCreateNewView={false}
      queryValue={typed}
      queryPlaceholder={t("search")}
      onQueryChange={setTyped}
      onQueryClear={() => setTyped("")}
      cancelAction={{ onAction: () => ask(cleared(search)) }}
      filters={filters}
      appliedFilters={appliedFilters}
      onClearAll={() => ask({ ...NO_SEARCH, sort: search.sort })}
      sortOptions={(["newest", "oldest"] as const).map((sort) => ({
        label: t("sort.label"),
        value: SORTS[sort],
        directionLabel: t(`sort.${sort}`),
      }))}
      sortSelected={[SORTS[search.sort]]}
      onSort={([sort]) => change({ sort: sort === SORTS.oldest ? "oldest" : "newest" })}
      loading={loading}
      autoFocusSearchField={false}
      disableKeyboardShortcuts // the letter f alone, and Escape, which would take the filters away with a popover
    />
  );
}

/** As Polaris writes an order. */
const SORTS = { newest: "time desc", oldest: "time asc" } as const;
