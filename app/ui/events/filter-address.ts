// What the address of the list of events says, as it stands there and as the query wants it. Client-safe.
import type { EventFilter } from "../../queries/events-search.ts";
import { isTopic } from "../../topics/catalog.ts";
import { instantOf } from "../recoveries/zoned-time.ts";

/** As they stand in the address; empty where it says nothing. */
export interface FilterFields {
  topic: string;
  /** live | test */
  kind: string;
  /** number or gid */
  customer: string;
  /** gid, its number, or the sender's own name */
  resource: string;
  /** days in the shop's zone, the last one included: 2026-11-20 */
  from: string;
  to: string;
}

/** Fields that make no sense: their problem is a text of events.json. */
export type WrongFields = Partial<Record<"customer" | "resource" | "from" | "to", Problem>>;

type Problem = "customer" | "resource" | "date" | "order";

export const NO_FILTER: FilterFields = { topic: "", kind: "", customer: "", resource: "", from: "", to: "" };

export function filterFieldsOf(address: URLSearchParams): FilterFields {
  const known = Object.keys(NO_FILTER).map((name) => [name, address.get(name)?.trim() ?? ""]);
  return { ...NO_FILTER, ...Object.fromEntries(known) };
}

/** `timezone`: the shop's. A topic or kind that there is not is left out. */
export function readFilter(
  fields: FilterFields,
  timezone: string,
): { filter: EventFilter; wrong: WrongFields } {
  const { topic, kind, resource } = fields;
  const customer = customerOf(fields.customer);
  const [since, until] = [dayOf(fields.from, timezone, 0), dayOf(fields.to, timezone, 1)];
  const wrong: WrongFields = {
    ...(customer === null && { customer: "customer" }),
    ...(!IS_RESOURCE.test(resource) && { resource: "resource" }),
    ...(since === null && { from: "date" }),
    ...(until === null && { to: "date" }),
    ...(since && until && since >= until && { to: "order" }),
  };
  const filter: EventFilter = {
    topic: isTopic(topic) ? topic : undefined,
    test: kind === "test" ? true : kind === "live" ? false : undefined,
    customer: customer ?? undefined,
    resource: resource || undefined,
    since: since ?? undefined,
    until: until ?? undefined,
  };
  return { filter, wrong };
}

/** What the database can hold, and no longer than a resource may be. */
const IS_RESOURCE = /^[^\0\p{Cs}]{0,255}$/u;

const CUSTOMER = "gid://shopify/Customer/";

/** gid; undefined for nothing, null for what is none. */
function customerOf(text: string): string | undefined | null {
  if (text === "") return undefined;
  const digits = text.startsWith(CUSTOMER) ? text.slice(CUSTOMER.length) : text;
  return /^\d{1,20}$/.test(digits) ? CUSTOMER + digits : null;
}

/** When a day begins, so many days on; undefined for nothing, null for what is no day. */
function dayOf(text: string, timezone: string, later: number): Date | undefined | null {
  if (text === "") return undefined;
  const day = new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : Number.NaN);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text || day.getUTCFullYear() < 2000)
    return null;
  day.setUTCDate(day.getUTCDate() + later);
  return instantOf(`${day.toISOString().slice(0, 10)}T00:00`, timezone) ?? null;
}
