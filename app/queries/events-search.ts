// The query that finds a page of events: along the ids, and from there on by what no index knows.
import { firstIdAt } from "../db/ids.ts";
import type { PageRequest } from "./page.ts";

export interface EventFilter {
  topic?: string | undefined;
  test?: boolean | undefined;
  /** gid */
  customer?: string | undefined;
  /** the whole id, or the number at the end of a gid */
  resource?: string | undefined;
  since?: Date | undefined;
  /** exclusive */
  until?: Date | undefined;
}

/** No index knows topics or resources: this many events are looked at for a page, at a bounded price. */
export const LOOK = 20_000;

/** Whether events have to be looked at that are not listed. */
export const isSearch = ({ topic, test, resource }: EventFilter): boolean =>
  topic !== undefined || test !== undefined || resource !== undefined;

interface Query {
  text: string;
  values: unknown[];
}

/**
 * Its one row: `found`, one more than a page, as JSON; how many were `looked` at, and `edge`, the last of them. What is
 * not asked for is left out: without fresh statistics PostgreSQL takes a bound for a reason to sort all of the shop's
 * events.
 */
export function eventSearch(shopId: string, filter: EventFilter, page: PageRequest): Query {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const shop = bind(shopId);
  const order = page.before ? "asc" : "desc";
  const text = `
    with looked as materialized (
      select id, topic, resource, sequence, customer, test, triggered_at, created_at, inbound_id
      from ${eventsOf(filter, shop, bind)} e
      where shop_id = ${shop} ${bounds(filter, page, bind)}
      order by id ${order} limit ${isSearch(filter) ? LOOK : page.limit + 1}
    ), matching as (
      select * from looked where true ${wanted(filter, bind)} order by id ${order} limit ${page.limit + 1}
    ), whole as (
      select m.id, m.topic, m.resource, m.sequence, m.customer, m.test, m.triggered_at as "triggeredAt",
        m.created_at as "createdAt", m.inbound_id as "inboundId",
        (select w.topic from inbound_webhook w where w.id = m.inbound_id) as "inboundTopic",
        coalesce((select json_object_agg(d.status, d.count) from (
          select status, count(*)::int as count
          from (select status, shop_id from delivery where event_id = m.id offset 0) own
          where shop_id = ${shop} group by status
        ) d), '{}') as deliveries
      from matching m
    )
    select (select ${page.before ? "max" : "min"}(id) from looked) as edge,
      (select count(*)::int from looked) as looked,
      coalesce((select json_agg(w order by w.id ${order}) from whole w), '[]') as found`;
  return { text, values };
}

type Bind = (value: unknown) => string;

/** A customer has few events, as an event has few deliveries: `offset 0` keeps PostgreSQL from going by the shop instead. */
const eventsOf = ({ customer }: EventFilter, shop: string, bind: Bind): string =>
  customer === undefined
    ? "event"
    : `(select * from event where customer = ${bind(customer)} and shop_id = ${shop} offset 0)`;

const all = (conditions: (string | undefined)[]): string =>
  conditions.map((condition) => (condition ? `and ${condition}` : "")).join(" ");

/** By the time of an event's making: one that was sent in has its id since then, and may have waited. */
function bounds({ since, until }: EventFilter, { before, cursor }: PageRequest, bind: Bind): string {
  return all([
    since && `created_at >= ${bind(since)}`,
    until && `created_at < ${bind(until)} and id < ${bind(firstIdAt("evt", after(until)))}`,
    before ? `id > ${bind(before)}` : undefined,
    cursor && !before ? `id < ${bind(cursor)}` : undefined,
  ]);
}

/** Ids are made within the transaction whose beginning is `created_at`, and none takes an hour. */
const after = (until: Date) => new Date(until.getTime() + 60 * 60_000);

const wanted = ({ topic, test, resource }: EventFilter, bind: Bind): string =>
  all([
    topic === undefined ? undefined : `topic = ${bind(topic)}`,
    test === undefined ? undefined : `test = ${bind(test)}`,
    resource === undefined ? undefined : isResource(resource, bind(resource)),
  ]);

const isResource = (resource: string, bound: string): string =>
  /^\d+$/.test(resource) ? `(resource = ${bound} or resource like '%/' || ${bound})` : `resource = ${bound}`;
