import type { Deps } from "../config/deps.ts";

const NOTE = {
  stored: `insert into setup (shop_id, stored_at) values ($1, $2)
    on conflict (shop_id) do update set stored_at = coalesce(setup.stored_at, excluded.stored_at)`,
  verified: `insert into setup (shop_id, verified_at) values ($1, $2)
    on conflict (shop_id) do update set verified_at = coalesce(setup.verified_at, excluded.verified_at)`,
};

/** Notes a step of setting up that nothing else on record tells: the first time that it was done. */
export async function noteStep(
  { pool, clock }: Pick<Deps, "pool" | "clock">,
  shopId: string,
  step: keyof typeof NOTE,
): Promise<void> {
  await pool.query(NOTE[step], [shopId, clock.now()]);
}
