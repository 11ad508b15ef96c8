import type { Transaction } from "../../db/transaction.ts";

/** A pending row with its shop, whose fields are null when the shop is unknown. */
export interface ClaimedRow {
  id: string;
  shopDomain: string;
  shopId: string | null;
  environment: string | null;
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
const MAX_BYTES = 4 * 1024 * 1024;

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
      select w.id, w.shop_domain as "shopDomain", s.id as "shopId", s.environment, w.topic,
        w.triggered_at as "triggeredAt", w.day::text as day, b.body
      from claimed w
      left join inbound_body b on b.id = w.id and b.day = w.day
      left join shop s on s.domain = w.shop_domain
      order by w.id`,
    values: [limit],
  });
  return rows;
}

/** `forget` says whose bodies are no longer needed: what nobody in the shop chose is not kept. */
export async function markInbound(
  tx: Transaction,
  verdicts: Verdict[],
  forget: (row: Verdict["row"]) => boolean = () => false,
): Promise<void> {
  await tx.query({
    name: "mark-inbound",
    text: `update inbound_webhook w
      set status = v.status, reason = v.reason, customer = v.customer, processed_at = now()
      from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as v (id, status, reason, customer)
      where w.id = v.id`,
    values: [
      verdicts.map(({ row }) => row.id),
      verdicts.map(({ status }) => status),
      verdicts.map(({ reason }) => reason),
      verdicts.map(({ customer }) => customer ?? null),
    ],
  });
  const forgotten = verdicts.filter(({ row, status }) => status === "mapped" && forget(row));
  if (forgotten.length === 0) return;
  await tx.query({
    name: "forget-inbound",
    text: `delete from inbound_body b using unnest($1::text[], $2::date[]) as f (id, day)
      where b.id = f.id and b.day = f.day`,
    values: [forgotten.map(({ row }) => row.id), forgotten.map(({ row }) => row.day)],
  });
}
