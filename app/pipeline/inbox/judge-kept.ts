// What came for a shop that was not installed was compared with nothing and left no hash: see insert-inbound.ts. Before it
// is mapped after all it is judged as what comes now.
import type { Transaction } from "../../db/transaction.ts";
import { bodySeenElsewhere } from "./insert-inbound.ts";
import { inspectWebhook } from "./inspect-webhook.ts";

/** Why webhooks were kept that nothing was compared with. */
const KEPT_FOR: readonly (string | null)[] = ["uninstalled", "unknown_shop", "no_mapper"];

/** A row that has just been made pending again. */
export interface PutBack {
  id: string;
  /** why it was not mapped before */
  was: string | null;
}

/**
 * Sets those aside whose body came elsewhere, in the transaction that put them back; the others are known again from now
 * on. One by one, oldest first, as they came. Returns how many were set aside.
 */
export async function judgeKept(tx: Transaction, rows: PutBack[]): Promise<number> {
  const ids = rows.flatMap(({ id, was }) => (KEPT_FOR.includes(was) ? [id] : [])).sort();
  let count = 0;
  for (const id of ids) if (await isSetAside(tx, id)) count += 1;
  return count;
}

interface KeptRow {
  shopDomain: string;
  topic: string;
  webhookId: string;
  body: string;
}

async function isSetAside(tx: Transaction, id: string): Promise<boolean> {
  const { rows } = await tx.query<KeptRow>(KEPT_ROW, [id]);
  const [row] = rows;
  const inspection = row && inspectWebhook(row, Buffer.from(row.body), JSON.parse(row.body));
  if (inspection?.kind !== "fine" || inspection.bodyHash === null) return false;
  const { rowCount } = await tx.query(JUDGE, [id, inspection.bodyHash]);
  return rowCount !== 0;
}

/** Once the shop has the app. What Carillon sends to its own inbox is nobody's replay. */
const KEPT_ROW = `
  select w.shop_domain as "shopDomain", w.topic, w.webhook_id as "webhookId", b.body
  from inbound_webhook w join inbound_body b on b.id = w.id and b.day = w.day
  join shop s on s.domain = w.shop_domain and s.uninstalled_at is null
  join inbound_key k on k.shop_domain = w.shop_domain and k.webhook_id = w.webhook_id and k.body_hash is null
  where w.id = $1 and w.topic not like 'carillon/%'`;

const JUDGE = `
  with input as (
    select $2::bytea as body_hash
  ), judged as (
    select w.*, ${bodySeenElsewhere("input")} as is_seen from input, inbound_webhook w where w.id = $1
  ), remembered as (
    update inbound_key k set body_hash = $2 from judged
    where k.shop_domain = judged.shop_domain and k.webhook_id = judged.webhook_id and not is_seen
  ), forgotten as (
    delete from inbound_body b using judged where b.id = judged.id and b.day = judged.day and is_seen
  )
  update inbound_webhook w set status = 'unmapped', reason = 'replayed_elsewhere', processed_at = now()
  from judged where w.id = judged.id and is_seen`;
