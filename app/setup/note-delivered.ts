import type { Deps } from "../config/deps.ts";

export interface Delivered {
  /** test calls included */
  any: boolean;
  live: boolean;
}

/** A shop's first deliveries are among them, and later ones as well. */
const NEWEST = 1_000;

/** What URLs have ever taken, as far as anybody looked; noted for the time when the log has aged out or is deleted. */
export async function noteDelivered(
  { pool, clock }: Pick<Deps, "pool" | "clock">,
  shopId: string,
): Promise<Delivered> {
  const { rows } = await pool.query<Delivered>(NOTE, [shopId, clock.now()]);
  return rows[0] ?? { any: false, live: false };
}

const NOTE = `
  with found as (
    select count(*) > 0 as "any", coalesce(bool_or(not d.test), false) as live
    from (
      select endpoint_id, test from delivery
      where shop_id = $1 and status = 'succeeded' order by id desc limit ${NEWEST}
    ) d join endpoint e on e.id = d.endpoint_id and e.shop_id = $1 and e.flow_trigger is null
  ), delivered as (
    select f."any" or s.delivered_at is not null as "any", f.live or s.delivered_live_at is not null as live,
      f."any" and s.delivered_at is null or f.live and s.delivered_live_at is null as is_new
    from found f left join setup s on s.shop_id = $1
  ), noted as (
    insert into setup (shop_id, delivered_at, delivered_live_at)
    select $1, $2, case when live then $2::timestamptz end from delivered where is_new
    on conflict (shop_id) do update set
      delivered_at = coalesce(setup.delivered_at, excluded.delivered_at),
      delivered_live_at = coalesce(setup.delivered_live_at, excluded.delivered_live_at)
  )
  select "any", live from delivered`;
