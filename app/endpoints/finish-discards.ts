import type { Deps } from "../config/deps.ts";
import { discardWaiting } from "./change-status.ts";

const BATCH = 100;

/** Ends what still waits for disabled and deleted endpoints, because a crash cut it short. Returns how many. */
export async function finishDiscards({ pool }: Pick<Deps, "pool">): Promise<number> {
  let total = 0;
  for (let after = ""; ; ) {
    // One look into the index of due deliveries for each such endpoint; the backlog is never counted.
    const { rows } = await pool.query<{ id: string; waits: boolean }>(
      `select e.id, d.waits is not null as waits
       from endpoint e left join lateral (
         select true as waits from delivery where endpoint_id = e.id and due_at is not null limit 1
       ) d on true
       where e.id > $1 and (e.status = 'disabled' or e.deleted_at is not null)
       order by e.id limit ${BATCH}`,
      [after],
    );
    for (const { id } of rows.filter(({ waits }) => waits)) total += await discardWaiting(pool, id);
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return total;
    after = last.id;
  }
}
