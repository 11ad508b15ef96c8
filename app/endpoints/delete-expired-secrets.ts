import type { Deps } from "../config/deps.ts";

const BATCH = 1_000;

/** Deletes secrets whose overlap has ended. The newest of an endpoint has no end. Returns how many. */
export async function deleteExpiredSecrets({ pool }: Pick<Deps, "pool">): Promise<number> {
  let total = 0;
  for (;;) {
    const { rowCount } = await pool.query(
      `delete from signing_secret
       where id in (select id from signing_secret where expires_at < now() limit ${BATCH})`,
    );
    total += rowCount ?? 0;
    if ((rowCount ?? 0) < BATCH) return total;
  }
}
