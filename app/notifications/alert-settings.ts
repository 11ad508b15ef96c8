import type { Deps } from "../config/deps.ts";
import { inTransaction } from "../db/transaction.ts";
import { notifySql } from "../pipeline/wake.ts";
import { type AlertMode, type AlertSettings, NO_ALERT_SETTINGS } from "./alert-fields.ts";
import { lockMailOf } from "./claim-mail.ts";

/** SQL: what alertVersion says of a stored row. */
const VERSION = "alert_settings.mode || ' ' || array_to_string(alert_settings.addresses, ' ')";

/** Changes with the settings. */
export const alertVersion = ({ mode, addresses }: AlertSettings): string => `${mode} ${addresses.join(" ")}`;

export async function loadAlertSettings(
  { prisma }: Pick<Deps, "prisma">,
  shopId: string,
): Promise<AlertSettings> {
  const row = await prisma.alertSettings.findUnique({ where: { shopId } });
  return row ? { mode: row.mode as AlertMode, addresses: row.addresses } : NO_ALERT_SETTINGS;
}

/**
 * What waits for its mail is planned anew by the new settings. `loaded`: the version that they were made of; undefined
 * replaces any. Returns whether they were saved: not when others have been since.
 */
export async function saveAlertSettings(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  { mode, addresses }: AlertSettings,
  loaded?: string,
): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    await lockMailOf(tx, shopId);
    const { rowCount } = await tx.query(
      `insert into alert_settings (shop_id, mode, addresses) values ($1, $2, $3)
       on conflict (shop_id) do update set mode = excluded.mode, addresses = excluded.addresses, updated_at = now()
       where $4::text is null or ${VERSION} = $4
         or (alert_settings.mode, alert_settings.addresses) = (excluded.mode, excluded.addresses)`,
      [shopId, mode, addresses, loaded ?? null],
    );
    if (rowCount === 0) return false;
    await tx.query(
      `update notice set mail_due_at = now()
       where shop_id = $1 and mail = 'pending' and mail_tries = 0 and mail_due_at > now()`,
      [shopId],
    );
    await tx.query(notifySql("notices"));
    return true;
  });
}
