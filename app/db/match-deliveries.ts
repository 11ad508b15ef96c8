// What a filter of deliveries means, as SQL, in one place: what a list shows is what is exported, counted and sent again.

/** Parts that are not given, or are empty lists, ask for nothing. */
export interface DeliveryMatch {
  ids?: readonly string[] | undefined;
  eventId?: string | undefined;
  /** events that are about one of these, or about one of these customers: gids, or the sender's own ids */
  about?: readonly string[] | undefined;
  statuses?: readonly string[] | undefined;
  endpointIds?: readonly string[] | undefined;
  topics?: readonly string[] | undefined;
  /** what came back last */
  responses?: readonly ResponseKind[] | undefined;
  test?: boolean | undefined;
  minAttempts?: number | undefined;
}

/** A class of status codes, a reason of an attempt, or `withheld`: kept from Shopify Flow, because it came from there. */
export const RESPONSE_KINDS = [
  "2xx",
  "4xx",
  "5xx",
  "redirect",
  "timeout",
  "connection",
  "dns",
  "tls",
  "blocked_address",
  "response_too_large",
  "flow_refused",
  "flow_incomplete",
  "not_connected",
  "withheld",
] as const;

export type ResponseKind = (typeof RESPONSE_KINDS)[number];

/** SQL. Most deliveries succeed at once; all others have a small index of their own. */
const UNUSUAL = "(last_reason is not null or attempts > 1 or test)";

/**
 * SQL conditions on the rows of `delivery`, for which `values` gets what stands behind the placeholders. A single value
 * is compared with `=`: only then does PostgreSQL read an index in the order of the ids.
 */
export function matchDeliveries(shopId: string, match: DeliveryMatch, values: unknown[]): string {
  const place = (value: unknown) => `$${values.push(value)}`;
  const oneOf = (column: string, list: readonly string[] = []) => {
    if (list.length === 0) return [];
    return [list.length === 1 ? `${column} = ${place(list[0])}` : `${column} = any(${place(list)})`];
  };
  const shop = place(shopId);
  const { eventId, about = [], responses = [], test, minAttempts = 0 } = match;
  return [
    `shop_id = ${shop}`,
    ...oneOf("id", match.ids),
    ...oneOf("event_id", eventId === undefined ? [] : [eventId]),
    ...(about.length > 0 ? [`event_id = any(array(${eventsAbout(shop, place(about))}))`] : []),
    ...oneOf("status", match.statuses),
    ...oneOf("endpoint_id", match.endpointIds),
    ...oneOf("topic", match.topics),
    ...(responses.length > 0 ? [`(${responses.map((kind) => responseIs(kind, place)).join(" or ")})`] : []),
    ...(test === undefined ? [] : [test ? "test" : "not test"]),
    ...(minAttempts > 0 ? [`attempts >= ${place(minAttempts)}`] : []),
    ...(isUnusual(match) ? [UNUSUAL] : []),
  ].join(" and ");
}

const eventsAbout = (shop: string, about: string): string =>
  `select id from event where shop_id = ${shop} and (customer = any(${about}) or resource = any(${about}))`;

function responseIs(kind: ResponseKind, place: (value: unknown) => string): string {
  switch (kind) {
    case "2xx":
      return "(last_reason is null and last_status_code between 200 and 299)";
    case "4xx":
      return "(last_reason = 'http_status' and last_status_code between 400 and 499)";
    case "5xx":
      return "(last_reason = 'http_status' and last_status_code >= 500)";
    case "withheld":
      return "last_reason in ('flow_origin', 'flow_hops')";
    default:
      return `last_reason = ${place(kind)}`;
  }
}

const isUnusual = ({ responses = [], test, minAttempts = 0 }: DeliveryMatch): boolean =>
  test === true || minAttempts > 1 || (responses.length > 0 && !responses.includes("2xx"));
