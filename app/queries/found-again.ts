import type { Deps } from "../config/deps.ts";

const DAY_MS = 86_400_000;

/**
 * How many endpoints a shop has found again that uninstalled the app and has come back within the last day; null for
 * any other shop, and for one whose endpoints were erased meanwhile.
 */
export async function endpointsFoundAgain(
  { pool, clock }: Pick<Deps, "pool" | "clock">,
  shopId: string,
): Promise<number | null> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count
     from shop s join endpoint e on e.shop_id = s.id
     where s.id = $1 and s.installed_at > $2 and e.created_at < s.installed_at
       and e.deleted_at is null and e.flow_trigger is null
       and exists (
         select from duty d where d.shop_domain = s.domain and d.kind = 'uninstall' and d.status = 'done'
           and d.result::jsonb @> '{"uninstalled": true}'
       )`,
    [shopId, new Date(clock.now().getTime() - DAY_MS)],
  );
  return rows[0]?.count || null;
}
