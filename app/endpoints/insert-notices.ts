import { firstIdAt, newId } from "../db/ids.ts";
import type { Transaction } from "../db/transaction.ts";
import { notifySql } from "../pipeline/wake.ts";

export type NoticeKind = "first_failure" | "failing" | "disabled" | "recovered" | "exhausted" | "check";

/** Something that a merchant is told of an endpoint. */
export interface NewNotice {
  shopId: string;
  endpointId: string;
  kind: NoticeKind;
  disabledReason?: "merchant" | "failing" | "gone";
  /** since when it has been failing */
  since?: Date;
  deliveryId?: string;
  /** the attempt's */
  reason?: string | null;
  statusCode?: number | null;
  /** the start of the answer's body */
  response?: string | null;
  /** "skipped": no mail, because the merchant did it */
  mail?: "pending" | "skipped";
}

/**
 * Notes them in the transaction that makes them true, so that each is given once. Of the first failures of an endpoint
 * that fails now and then one an hour is news. A delivery given up while its endpoint is known to be failing is noted
 * only where somebody in the shop chose to hear of each.
 */
export async function insertNotices(tx: Transaction, notices: NewNotice[]): Promise<void> {
  if (notices.length === 0) return;
  await tx.query({
    name: "insert-notices",
    text: `
      insert into notice (id, shop_id, endpoint_id, kind, disabled_reason, since, delivery_id, reason, status_code,
        response, mail)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::text[],
        $8::text[], $9::int[], $10::text[], $11::text[])
        as n (id, shop_id, endpoint_id, kind, disabled_reason, since, delivery_id, reason, status_code, response, mail)
      where case
        when n.kind = 'first_failure' then not exists (
          select from notice x where x.endpoint_id = n.endpoint_id and x.id >= $12 and x.kind = 'first_failure')
        when n.kind = 'exhausted' and n.mail = 'skipped' then exists (
          select from endpoint e where e.shop_id = n.shop_id and e.status <> 'disabled' and e.deleted_at is null
            and (e.flow_trigger = 'delivery-failed' or exists (
              select from endpoint_topic t where t.endpoint_id = e.id and t.topic = 'endpoint/delivery_failed')))
        else true end`,
    values: [
      notices.map(() => newId("ntc")),
      notices.map(({ shopId }) => shopId),
      notices.map(({ endpointId }) => endpointId),
      notices.map(({ kind }) => kind),
      notices.map(({ disabledReason }) => disabledReason ?? null),
      notices.map(({ since }) => since ?? null),
      notices.map(({ deliveryId }) => deliveryId ?? null),
      notices.map(({ reason }) => reason ?? null),
      notices.map(({ statusCode }) => statusCode ?? null),
      notices.map(({ response }) => response?.slice(0, 500) ?? null),
      notices.map(({ mail }) => mail ?? "pending"),
      firstIdAt("ntc", new Date(Date.now() - HOUR_MS)), // ids are made by the real clock
    ],
  });
  await tx.query(notifySql("notices"));
}

const HOUR_MS = 3_600_000;
