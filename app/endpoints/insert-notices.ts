import { newId } from "../db/ids.ts";
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

/** Notes them in the transaction that makes them true, so that each is given once. */
export async function insertNotices(tx: Transaction, notices: NewNotice[]): Promise<void> {
  for (const notice of notices) {
    await tx.query(
      `insert into notice (id, shop_id, endpoint_id, kind, disabled_reason, since, delivery_id, reason, status_code,
         response, mail)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        newId("ntc"),
        notice.shopId,
        notice.endpointId,
        notice.kind,
        notice.disabledReason ?? null,
        notice.since ?? null,
        notice.deliveryId ?? null,
        notice.reason ?? null,
        notice.statusCode ?? null,
        notice.response?.slice(0, 500) ?? null,
        notice.mail ?? "pending",
      ],
    );
  }
  if (notices.length > 0) await tx.query(notifySql("notices"));
}
