import type { Deps } from "../config/deps.ts";
import type { HeldBackField } from "./held-back-fields.ts";

/**
 * For events from now on: what is stored already stays as it was sent. `loaded`: what was held back when the choice was
 * made; undefined replaces any. Returns whether it was saved: not when others have been chosen since.
 */
export async function saveHeldBack(
  { pool, log }: Pick<Deps, "pool" | "log">,
  shopId: string,
  fields: HeldBackField[],
  loaded?: readonly string[],
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update shop set held_back = $2 where id = $1
       and ($3::text[] is null or (held_back @> $3 and held_back <@ $3) or (held_back @> $2 and held_back <@ $2))`,
    [shopId, fields, loaded ?? null],
  );
  if (rowCount === 0) return false;
  log.info({ shop_id: shopId, fields }, "privacy.saved");
  return true;
}
