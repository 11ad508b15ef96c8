import { type IndexTableProps, useIndexResourceState } from "@shopify/polaris";
import { useEffect } from "react";
import type { DeliveryView } from "../../queries/deliveries.ts";

export interface Selection {
  ids: string[];
  /** all that match, on every page */
  all: boolean;
  onChange: NonNullable<IndexTableProps["onSelectionChange"]>;
  clear: () => void;
}

/** Which rows of the page are chosen. `list`: its address; another list begins with none. */
export function useSelection(rows: DeliveryView[], list: string): Selection {
  const { selectedResources, allResourcesSelected, handleSelectionChange, clearSelection } =
    useIndexResourceState(rows.map(({ id }) => ({ id })));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address alone tells that the list is another
  useEffect(clearSelection, [list]);
  const shown = new Set(rows.map(({ id }) => id));
  return {
    ids: selectedResources.filter((id) => shown.has(id)),
    all: allResourcesSelected && selectedResources.length > 0,
    onChange: handleSelectionChange,
    clear: clearSelection,
  };
}
