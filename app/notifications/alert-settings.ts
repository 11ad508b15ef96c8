import type { Deps } from "../config/deps.ts";
import { inTransaction } from "../db/transaction.ts";
import { notifySql } from "../pipeline/wake.ts";
import { type AlertMode, type AlertSettings, NO_ALERT_SETTINGS } from "./alert-fields.ts";
import { lockMailOf } from "./claim-mail.ts";

export async function loadAlertSettings(
  { prisma }: Pick<Deps, "prisma">,
  shopId: string,
): Promise<AlertSettings> {
  const row = await prisma.alertSettings.findUnique({ where: { shopId } });
  return row ? { mode: row.mode as AlertMode, addresses: row.addresses } : NO_ALERT_SETTINGS;
}

/** What waits for its mail is planned anew by the new settings. */
export async function saveAlertSettings(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  { mode, addresses }: AlertSettings,
): Promise<void> {
  await inTransaction(pool, async (tx) => {
    await lockMailOf(tx, shopId);
    await tx.query(
      `insert into alert_settings (shop_id, mode, addresses) values ($1, $2, $3)
       on conflict (shop_id) do update set mode = excluded.mode, addresses = excluded.addresses, updated_at = now()`,
      [shopId, mode, addresses],
    );
    await tx.query(
      `update notice set mail_due_at = now()
       where shop_id = $1 and mail = 'pending' and mail_tries = 0 and mail_due_at > now()`,
      [shopId],
    );
    await tx.query(notifySql("notices"));
  });
}
