// What the address of the list of deliveries says: which rows, in which order. What it says wrongly is left out and named.
import { isId } from "../db/ids.ts";
import { RESPONSE_KINDS, type ResponseKind } from "../db/match-deliveries.ts";
import { isTopic } from "../topics/catalog.ts";
import { DELIVERY_STATUSES, type DeliveryFilter, type DeliveryStatus } from "./deliveries.ts";
import { aboutOf } from "./delivery-text.ts";

const HOUR_MS = 3_600_000;
const SPANS = { "1h": HOUR_MS, "24h": 24 * HOUR_MS, "7d": 7 * 24 * HOUR_MS } as const;
type Span = keyof typeof SPANS;

/** Plain, so that it goes to the browser as it is. Empty lists and null ask for nothing. */
export interface DeliverySearch {
  statuses: DeliveryStatus[];
  endpoints: string[];
  topics: string[];
  responses: ResponseKind[];
  /** so long before now */
  span: Span | null;
  /** RFC 3339, UTC; without a span */
  since: string | null;
  /** exclusive */
  until: string | null;
  test: "only" | "without" | null;
  /** at least so many */
  attempts: number | null;
  /** an id of any kind */
  text: string;
  sort: "newest" | "oldest";
}

export interface ReadSearch {
  search: DeliverySearch;
  /** names of parameters whose values mean nothing, as the address has them */
  ignored: string[];
}

const MOST_CHOSEN = 100;
const LONGEST_TEXT = 255;
const MOST_ATTEMPTS = 999;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;

export function readSearch(address: URLSearchParams): ReadSearch {
  const ignored = new Set<string>();
  const listOf = <T extends string>(name: string, known: (value: string) => value is T): T[] => {
    const given = [...new Set(address.getAll(name))];
    const kept = given.filter(known).slice(0, MOST_CHOSEN);
    if (kept.length < given.length) ignored.add(name);
    return kept;
  };
  const oneOf = <T extends string>(name: string, known: (value: string) => value is T): T | null => {
    const value = address.get(name);
    if (value === null || known(value)) return value;
    ignored.add(name);
    return null;
  };
  const span = oneOf("range", isSpan);
  const window = readWindow(span ? null : oneOf("since", isInstant), span ? null : oneOf("until", isInstant));
  if (window.wrong) ignored.add("until");
  const search = {
    statuses: listOf("status", isStatus),
    endpoints: listOf("endpoint", isEndpointId),
    topics: listOf("topic", isTopic),
    responses: listOf("response", isResponseKind),
    ...{ span, since: window.since, until: window.until },
    test: oneOf("test", isTestChoice),
    attempts: Number(oneOf("attempts", isAttempts)) || null,
    // The address of an event's deliveries is as old as the list.
    text: (oneOf("q", isText) ?? oneOf("event", isEventId) ?? "").trim(),
    sort: oneOf("sort", isSort) ?? "newest",
  };
  return { search, ignored: [...ignored] };
}

function readWindow(since: string | null, until: string | null) {
  const wrong = since !== null && until !== null && new Date(since) >= new Date(until);
  return { since, until: wrong ? null : until, wrong };
}

/** What the search asks of the log, as of `now`. */
export function filterOf(search: DeliverySearch, now: Date): DeliveryFilter {
  const { span, since, until, test, attempts } = search;
  return {
    ...aboutOf(search.text),
    statuses: search.statuses,
    endpointIds: search.endpoints,
    topics: search.topics,
    responses: search.responses,
    test: test === null ? undefined : test === "only",
    minAttempts: attempts ?? undefined,
    since: span ? new Date(now.getTime() - SPANS[span]) : dateOf(since),
    until: dateOf(until),
  };
}

const dateOf = (instant: string | null): Date | undefined =>
  instant === null ? undefined : new Date(instant);

const oneOfList =
  <T extends string>(list: readonly T[]) =>
  (value: string): value is T =>
    (list as readonly string[]).includes(value);

const isStatus = oneOfList(DELIVERY_STATUSES);
const isResponseKind = oneOfList(RESPONSE_KINDS);
const isSpan = oneOfList(Object.keys(SPANS) as Span[]);
const isTestChoice = oneOfList(["only", "without"] as const);
const isSort = oneOfList(["newest", "oldest"] as const);
const isEndpointId = (value: string): value is string => isId("ep", value);
const isEventId = (value: string): value is string => isId("evt", value);
const isInstant = (value: string): value is string =>
  INSTANT.test(value) && !Number.isNaN(new Date(value).getTime());
const isAttempts = (value: string): value is string =>
  /^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= MOST_ATTEMPTS;
/** Without control characters, which neither PostgreSQL nor a log can take. */
const isText = (value: string): value is string => value.length <= LONGEST_TEXT && !/\p{Cc}/u.test(value);
