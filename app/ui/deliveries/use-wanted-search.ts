import { useNavigate } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { DeliverySearch } from "../../queries/delivery-search.ts";
import { searchAddress } from "./search-address.ts";

/**
 * The search that the merchant chose last, at once, and how to choose another. `shown`: that of the list, which follows
 * when it is loaded; two quick choices add up meanwhile.
 */
export function useWantedSearch(
  shown: DeliverySearch,
): [wanted: DeliverySearch, show: (search: DeliverySearch) => void] {
  const navigate = useNavigate();
  const [wanted, setWanted] = useState<DeliverySearch>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a list has come, that or another
  useEffect(() => setWanted(undefined), [shown]);

  return [
    wanted ?? shown,
    (search) => {
      setWanted(search);
      navigate(searchAddress(search), { preventScrollReset: true });
    },
  ];
}
