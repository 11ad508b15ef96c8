import type { Transaction } from "../../db/transaction.ts";

/** A webhook with its shop, whose fields are null when the shop is unknown. */
export interface ClaimedRow {
  id: string;
  shopDomain: string;
  shopId: string | null;
  environment: string | null;
  /** whether the shop has a Shopify session, so that Shopify can be asked about it */
  connected: boolean;
  topic: string;
  triggeredAt: Date;
  day: string;
  /** null when it aged out before it was processed */
  body: string | null;
}

export interface Verdict {
  row: Pick<ClaimedRow, "id" | "day">;
  status: "mapped" | "unmapped" | "failed";
  reason: string | null;
  /** gid of the customer in the body, so that erasing finds it */
  customer?: string | null;
}

/** A batch holds no more than this and one body: parsing it keeps the process busy. */
export const MAX_BYTES = 4 * 1024 * 1024;

/** The columns of a ClaimedRow, of inbound_webhook w, inbound_body b and shop s. */
export const ROW_COLUMNS = `w.id, w.shop_domain as "shopDomain", s.id as "shopId", s.environment, w.topic,
  exists (select from session where session.shop = w.shop_domain and not is_online) as connected,
  w.triggered_at as "triggeredAt", w.day::text as day, b.body`;

/** The oldest pending rows, locked until the transaction ends; rows that another worker has are passed over. */
export async function claimInbound(tx: Transaction, limit: number): Promise<ClaimedRow[]> {
  const { rows } = await tx.query<ClaimedRow>({
    name: "claim-inbound",
    text: `
      with locked as (
        select * from inbound_webhook where status = 'pending' order by id limit $1 for update skip locked
      ), claimed as (
        select * from (select *, sum(bytes) over (order by id) - bytes as bytes_before from locked) l
        where bytes_before < ${MAX_BYTES}
      )
      select ${ROW_COLUMNS}
      from claimed w
      left join inbound_body b on b.id = w.id and b.day = w.day
      left join shop s on s.domain = w.shop_domain
      order by w.id`,
    values: [limit],
  });
  return rows;
}

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
