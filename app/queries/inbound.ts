// What came in and became no event (yet).
import type { Deps } from "../config/deps.ts";
import { type Page, type PageRequest, toPage } from "./page.ts";

/** waiting: Shopify still has to answer a question about it */
export const INBOUND_STATUSES = ["unmapped", "failed", "waiting"] as const;
type InboundStatus = (typeof INBOUND_STATUSES)[number];

export interface InboundView {
  id: string;
  topic: string;
  status: InboundStatus;
  /** a word of unmapped-reasons.ts or what broke; null while Shopify was not asked yet */
  reason: string | null;
  triggeredAt: Date;
  receivedAt: Date;
  /** when Shopify is asked next; null for what does not wait */
  nextTryAt: Date | null;
  /** whether its body is still there, so that it can be mapped again */
  hasBody: boolean;
}

export interface InboundCount {
  status: InboundStatus;
  topic: string;
  reason: string | null;
  count: number;
  lastReceivedAt: Date;
}

export interface InboundFilter {
  /** without it what was not mapped or failed */
  status?: InboundStatus | undefined;
  reason?: string | undefined;
  /** as the inbox calls it */
  topic?: string | undefined;
}

/** Newest first. */
export async function listInbound(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  { status, reason, topic }: InboundFilter,
  page: PageRequest,
): Promise<Page<InboundView>> {
  const { rows } = await pool.query<InboundView>(
    `select *, exists (select from inbound_body b where b.id = found.id and b.day = found.day) as "hasBody" from (
       select * from (${status === "waiting" ? WAITING : NOT_MAPPED}) inbound
       where ($2::text is null or status = $2) and ($3::text is null or reason = $3)
         and ($4::text is null or topic = $4) and ($5::text is null or id < $5) and ($6::text is null or id > $6)
       order by id ${page.before ? "asc" : "desc"} limit $7
     ) found order by id ${page.before ? "asc" : "desc"}`,
    [
      ...[shopId, status ?? null, reason ?? null, topic ?? null],
      ...[page.cursor ?? null, page.before ?? null, page.limit + 1],
    ],
  );
  return toPage(rows, page);
}

/** Counts by status, topic and reason, the most frequent first; of the newest `most` webhooks, or of all of them. */
export async function countInbound(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  most: number | null = null,
): Promise<InboundCount[]> {
  const { rows } = await pool.query<InboundCount>(
    `select status, topic, reason, count(*)::int as count, max("receivedAt") as "lastReceivedAt"
     from ((${NOT_MAPPED} order by w.id desc limit $2) union all (${WAITING} limit $2)) inbound
     group by status, topic, reason order by count desc, topic, reason limit ${MAX_GROUPS}`,
    [shopId, most],
  );
  return rows;
}

/** How many wait to be mapped, and no further than `most`. */
export async function countPending(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  most: number,
): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from (
       select from inbound_webhook w where w.status = 'pending' and w.shop_domain = ${DOMAIN} limit $2
     ) pending`,
    [shopId, most],
  );
  return rows[0]?.count ?? 0;
}

/** Reasons of what failed are free text. */
const MAX_GROUPS = 1_000;

const DOMAIN = "(select domain from shop where id = $1)";

const NOT_MAPPED = `
  select w.id, w.day, w.topic, w.status, w.reason, w.triggered_at as "triggeredAt", w.received_at as "receivedAt",
    null::timestamptz as "nextTryAt"
  from inbound_webhook w
  where w.shop_domain = ${DOMAIN} and w.status in ('unmapped', 'failed')`;

/** A webhook may wait for several answers: the one that is due first speaks for it. */
const WAITING = `
  select distinct on (i.inbound_id) w.id, w.day, w.topic, 'waiting' as status, i.reason,
    w.triggered_at as "triggeredAt", w.received_at as "receivedAt", i.due_at as "nextTryAt"
  from inquiry i join inbound_webhook w on w.id = i.inbound_id
  where i.shop_id = $1 and i.status = 'asking'
  order by i.inbound_id, i.due_at`;
