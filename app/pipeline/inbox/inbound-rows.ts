import type { Transaction } from "../../db/transaction.ts";

/** A webhook with its shop, whose fields are null when the shop is unknown. */
export interface ClaimedRow {
  id: string;
  shopDomain: string;
  shopId: string | null;
  environment: string | null;
  /** whether the shop has uninstalled the app */
  uninstalled: boolean;
  /** whether the shop has a Shopify session, so that Shopify can be asked about it */
  connected: boolean;
  topic: string;
  triggeredAt: Date;
  day: string;
  /** null when it aged out before it was processed */
  body: string | null;
}

export interface Verdict {
  row: Pick<ClaimedRow, "id" | "day" | "shopDomain" | "topic">;
  status: "mapped" | "unmapped" | "failed";
  reason: string | null;
  /** gid of the customer in the body, so that erasing finds it */
  customer?: string | null;
}

/** A batch holds no more than this and one body: parsing it keeps the process busy. */
export const MAX_BYTES = 4 * 1024 * 1024;

/** The columns of a ClaimedRow, of inbound_webhook w, inbound_body b and shop s. */
export const ROW_COLUMNS = `w.id, w.shop_domain as "shopDomain", s.id as "shopId", s.environment, w.topic,
  s.uninstalled_at is not null as uninstalled,
  exists (select from session where session.shop = w.shop_domain and not is_online) as connected,
  w.triggered_at as "triggeredAt", w.day::text as day, b.body`;

/** Where in the round of the shops the next batch begins: after this shop's domain. */
export interface Round {
  after: string;
}

const MOST_SHOPS = 20;

/**
 * The oldest pending rows of the shops whose turn it is, locked until the transaction ends; rows that another worker
 * has are passed over. Every shop with pending rows gets an equal part of the batch, so that none waits for another's
 * flood; finding the shops costs one look into the index for each.
 */
export async function claimInbound(tx: Transaction, limit: number, round: Round): Promise<ClaimedRow[]> {
  const { rows } = await tx.query<ClaimedRow>({
    name: "claim-inbound",
    text: CLAIM,
    values: [limit, round.after],
  });
  round.after = rows.at(-1)?.shopDomain ?? "";
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

const nextShop = (after: string): string => `
  (select w.shop_domain from inbound_webhook w where w.status = 'pending' and w.shop_domain > ${after}
   order by w.shop_domain limit 1)`;

/** In their order, from the one after $2, and then from the beginning. */
const SHOPS = `
  with recursive later (shop, place) as (
    select ${nextShop("$2")}, 1
    union all
    select ${nextShop("later.shop")}, place + 1 from later where shop is not null and place < ${MOST_SHOPS}
  ), earlier (shop, place) as (
    select ${nextShop("''")}, ${MOST_SHOPS + 1} where (select count(shop) from later) < ${MOST_SHOPS}
    union all
    select ${nextShop("earlier.shop")}, place + 1 from earlier where shop < $2 and place < ${MOST_SHOPS * 2}
  ), shops as (
    select shop, place, count(*) over () as shops from (
      select * from later where shop is not null
      union all select * from earlier where shop is not null and shop <= $2
      order by place limit ${MOST_SHOPS}
    ) s
  )`;

const CLAIM = `
  ${SHOPS}, locked as (
    select w.*, s.place from shops s cross join lateral (
      select * from inbound_webhook w where w.status = 'pending' and w.shop_domain = s.shop
      order by w.id limit greatest(1, $1 / s.shops) for update skip locked
    ) w
  ), claimed as (
    select * from (
      select *, sum(bytes) over (order by n, place) - bytes as bytes_before, row_number() over (order by n, place) as nth
      from (select *, row_number() over (partition by shop_domain order by id) as n from locked) numbered
    ) l
    where bytes_before < ${MAX_BYTES} and nth <= $1
  )
  select ${ROW_COLUMNS}
  from claimed w
  left join inbound_body b on b.id = w.id and b.day = w.day
  left join shop s on s.domain = w.shop_domain
  order by w.place, w.id`;

export async function markInbound(tx: Transaction, verdicts: Verdict[]): Promise<void> {
  if (verdicts.length === 0) return;
  await tx.query({
    name: "mark-inbound",
    text: `update inbound_webhook w
      set status = v.status, reason = v.reason, customer = coalesce(v.customer, w.customer), processed_at = now()
      from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as v (id, status, reason, customer)
      where w.id = v.id`,
    values: [
      verdicts.map(({ row }) => row.id),
      verdicts.map(({ status }) => status),
      verdicts.map(({ reason }) => reason),
      verdicts.map(({ customer }) => customer ?? null),
    ],
  });
}

/** Deletes bodies that are no longer needed: what nobody in the shop chose is not kept. */
export async function forgetBodies(tx: Transaction, rows: Verdict["row"][]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query({
    name: "forget-inbound",
    text: `delete from inbound_body b using unnest($1::text[], $2::date[]) as f (id, day)
      where b.id = f.id and b.day = f.day`,
    values: [rows.map(({ id }) => id), rows.map(({ day }) => day)],
  });
}
