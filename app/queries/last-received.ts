import type { Deps } from "../config/deps.ts";

/** No index sorts a shop's events by topic: the newest ones tell, at a bounded price. */
const NEWEST = 10_000;

/**
 * When the shop's last event of each topic came, by topic: to the millisecond for one of the newest 10,000 that were
 * kept, and to the day (UTC) for one that nobody had chosen. Test calls do not count.
 */
export async function lastReceived({ pool }: Pick<Deps, "pool">, shopId: string): Promise<Map<string, Date>> {
  const { rows } = await pool.query<{ topic: string; at: Date }>(
    `select topic, max(at) as at from (
       (select topic, created_at as at from event where shop_id = $1 and not test order by id desc limit ${NEWEST})
       union all
       select topic, day::timestamp at time zone 'UTC' from unchosen_count where shop_id = $1
     ) received group by topic`,
    [shopId],
  );
  return new Map(rows.map(({ topic, at }) => [topic, at]));
}
