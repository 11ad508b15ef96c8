// The search of the list of deliveries as its address, and the views, which are parts of a search. Client-safe.
import type { DeliverySearch } from "../../queries/delivery-search.ts";
import { type AddressParameters, address } from "../paging/pager.tsx";

export const DELIVERIES = "/app/deliveries";

export const NO_SEARCH: DeliverySearch = {
  statuses: [],
  endpoints: [],
  topics: [],
  responses: [],
  span: null,
  since: null,
  until: null,
  test: null,
  attempts: null,
  text: "",
  sort: "newest",
};

/** As the server reads it again: queries/delivery-search.ts. */
export const searchParameters = (search: DeliverySearch): AddressParameters => ({
  status: search.statuses,
  endpoint: search.endpoints,
  topic: search.topics,
  response: search.responses,
  range: search.span ?? undefined,
  since: search.since ?? undefined,
  until: search.until ?? undefined,
  test: search.test ?? undefined,
  attempts: search.attempts?.toString(),
  q: search.text || undefined,
  sort: search.sort === "newest" ? undefined : search.sort,
});

export const searchAddress = (search: DeliverySearch): string =>
  address(DELIVERIES, searchParameters(search));

/** In the order of the tabs. */
export const VIEWS = ["all", "failed", "retrying", "succeeded", "test"] as const;
export type View = (typeof VIEWS)[number];

type Preset = Pick<DeliverySearch, "statuses" | "attempts" | "test">;

const NOTHING: Preset = { statuses: [], attempts: null, test: null };

const PRESETS: Record<View, Preset> = {
  all: NOTHING,
  failed: { ...NOTHING, statuses: ["failed"] },
  retrying: { ...NOTHING, statuses: ["pending"], attempts: 1 },
  succeeded: { ...NOTHING, statuses: ["succeeded"] },
  test: { ...NOTHING, test: "only" },
};

/** The view that a search is part of. */
export function viewOf({ statuses, attempts, test }: DeliverySearch): View {
  if (test === "only") return "test";
  const [status] = statuses;
  if (statuses.length !== 1) return "all";
  if (status === "failed" || status === "succeeded") return status;
  return status === "pending" && attempts !== null ? "retrying" : "all";
}

/** The same search in another view. */
export function inView(search: DeliverySearch, view: View): DeliverySearch {
  const beyond = beyondView(search);
  const preset = PRESETS[view];
  return {
    ...search,
    statuses: preset.statuses.length > 0 ? preset.statuses : beyond.statuses,
    attempts: beyond.attempts ?? preset.attempts,
    test: preset.test ?? beyond.test,
  };
}

/** What a search asks for besides its view: that is told by the filters. */
export function beyondView(search: DeliverySearch): Preset {
  const preset = PRESETS[viewOf(search)];
  return {
    statuses: preset.statuses.length > 0 ? [] : search.statuses,
    attempts: search.attempts === preset.attempts ? null : search.attempts,
    test: search.test === preset.test ? null : search.test,
  };
}

/** Only its view and order are left. */
export const cleared = (search: DeliverySearch): DeliverySearch => ({
  ...NO_SEARCH,
  ...PRESETS[viewOf(search)],
  sort: search.sort,
});

/** Whether it asks for less than everything. */
export const isNarrowed = (search: DeliverySearch): boolean =>
  searchAddress({ ...search, sort: "newest" }) !== DELIVERIES;
