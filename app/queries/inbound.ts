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
}

export interface InboundCount {
  status: InboundStatus;
  topic: string;
  reason: string | null;
  count: number;
  lastReceivedAt: Date;
}

export interface InboundFilter {
  status: InboundStatus;
  reason?: string | undefined;
}

/** Newest first. */
export async function listInbound(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  { status, reason }: InboundFilter,
  page: Pick<PageRequest, "cursor" | "limit">,
): Promise<Page<InboundView>> {
  const { rows } = await pool.query<InboundView>(
    `select * from (${status === "waiting" ? WAITING : NOT_MAPPED}) inbound
     where status = $2 and ($3::text is null or reason = $3) and ($4::text is null or id < $4)
     order by id desc limit $5`,
    [shopId, status, reason ?? null, page.cursor ?? null, page.limit + 1],
  );
  return toPage(rows, page);
}

/** Counts by status, topic and reason, the most frequent first. */
export async function countInbound({ pool }: Pick<Deps, "pool">, shopId: string): Promise<InboundCount[]> {
  const { rows } = await pool.query<InboundCount>(
    `select status, topic, reason, count(*)::int as count, max("receivedAt") as "lastReceivedAt"
     from (${NOT_MAPPED} union all (${WAITING})) inbound
     group by status, topic, reason order by count desc, topic, reason limit ${MAX_GROUPS}`,
    [shopId],
  );
  return rows;
}

/** Reasons of what failed are free text. */
const MAX_GROUPS = 1_000;

const NOT_MAPPED = `
  select w.id, w.topic, w.status, w.reason, w.triggered_at as "triggeredAt", w.received_at as "receivedAt",
    null::timestamptz as "nextTryAt"
  from inbound_webhook w
  where w.shop_domain = (select domain from shop where id = $1) and w.status in ('unmapped', 'failed')`;

/** A webhook may wait for several answers: the one that is due first speaks for it. */
const WAITING = `
  select distinct on (i.inbound_id) w.id, w.topic, 'waiting' as status, i.reason,
    w.triggered_at as "triggeredAt", w.received_at as "receivedAt", i.due_at as "nextTryAt"
  from inquiry i join inbound_webhook w on w.id = i.inbound_id
  where i.shop_id = $1 and i.status = 'asking'
  order by i.inbound_id, i.due_at`;
