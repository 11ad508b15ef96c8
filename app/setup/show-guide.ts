import type { Deps } from "../config/deps.ts";

/** Puts the shop's setup guide away, or takes it out again. */
export async function showGuide(
  { pool, clock }: Pick<Deps, "pool" | "clock">,
  shopId: string,
  shown: boolean,
): Promise<void> {
  await pool.query(
    `insert into setup (shop_id, dismissed_at) values ($1, $2)
     on conflict (shop_id) do update set dismissed_at = excluded.dismissed_at`,
    [shopId, shown ? null : clock.now()],
  );
}
