// What became of the webhooks that a shop's rules had left out, since others were saved (duties/map-again.ts).
import type { Deps } from "../config/deps.ts";

const MOST_COUNTED = 10_000;

export interface MappedAgain {
  /** queueing: they are put back · mapping: they are looked at · done · failed: for good */
  state: "queueing" | "mapping" | "done" | "failed";
  /** when the rules were saved */
  savedAt: Date;
  /** how many were put back; 0 while that goes on */
  queued: number;
  /** of those from before the rules, how many no rule fits now; 10,000 at most */
  left: number;
  /** whether more are left */
  more: boolean;
}

/** null when rules were never saved. `reasons`: for which rules leave a webhook out */
export async function mappedAgain(
  { pool }: Pick<Deps, "pool">,
  shopDomain: string,
  reasons: readonly string[],
): Promise<MappedAgain | null> {
  const { rows } = await pool.query<Row>(LAST, [shopDomain, reasons]);
  const [row] = rows;
  if (!row) return null;
  const { status, pending, left, queued, savedAt } = row;
  const done = pending ? "mapping" : "done";
  return {
    state: status === "pending" ? "queueing" : status === "failed" ? "failed" : done,
    ...{ savedAt, queued: queued ?? 0 },
    ...{ left: Math.min(left, MOST_COUNTED), more: left > MOST_COUNTED },
  };
}

interface Row {
  status: string;
  savedAt: Date;
  queued: number | null;
  /** whether any from before waits to be mapped */
  pending: boolean;
  left: number;
}

/** Ids of all kinds sort by the time of their making: the duty's says which webhooks are older than the rules. */
const BEFORE = "w.shop_domain = $1 and w.id < 'inb_' || substr(last.id, length('dty_') + 1)";

const LAST = `
  select last.status, last.requested_at as "savedAt", (last.result::json ->> 'queued')::int as queued,
    exists (select from inbound_webhook w where ${BEFORE} and w.status = 'pending') as pending,
    (select count(*)::int from (
       select from inbound_webhook w
       where ${BEFORE} and w.status in ('unmapped', 'failed') and w.reason = any($2) limit ${MOST_COUNTED + 1}
     ) found) as left
  from (select * from duty where shop_domain = $1 and kind = 'map_again' order by id desc limit 1) last`;
