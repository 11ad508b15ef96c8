// How far a shop has come in setting up, from what it has done.
import type { Deps } from "../config/deps.ts";

export type SetupStep = "endpoint" | "secret" | "test" | "live";

export interface SetupGuide {
  done: Record<SetupStep, boolean>;
  /** a secret is stored, whether a signature was checked with it or not */
  secretStored: boolean;
  /** the newest endpoint; null while there is none */
  endpointId: string | null;
}

/** A shop's first deliveries are among them, and later ones as well. */
const NEWEST = 1_000;

/** null while the guide is put away: then nothing is looked up. */
export async function setupGuide({ pool }: Pick<Deps, "pool">, shopId: string): Promise<SetupGuide | null> {
  const known = await loadProgress(pool, shopId);
  if (known.dismissed) return null;
  const delivered = await loadDelivered(pool, shopId);
  return {
    done: {
      endpoint: known.endpointId !== null,
      secret: known.verified,
      // Who was content without a test needs none.
      test: delivered.any,
      live: delivered.live,
    },
    secretStored: known.stored,
    endpointId: known.endpointId,
  };
}

interface Progress {
  dismissed: boolean;
  stored: boolean;
  verified: boolean;
  endpointId: string | null;
}

async function loadProgress(pool: Deps["pool"], shopId: string): Promise<Progress> {
  const { rows } = await pool.query<Progress>(
    `select s.dismissed_at is not null as dismissed, s.stored_at is not null as stored,
       s.verified_at is not null as verified,
       (select id from endpoint where shop_id = $1 and flow_trigger is null and deleted_at is null
        order by id desc limit 1) as "endpointId"
     from (select 1) one left join setup s on s.shop_id = $1`,
    [shopId],
  );
  return rows[0] ?? { dismissed: false, stored: false, verified: false, endpointId: null };
}

export interface Delivered {
  /** test calls included */
  any: boolean;
  live: boolean;
}

/** What URLs have taken: of the newest that arrived anywhere, and before the log was last deleted (duties/erase-log.ts). */
export async function loadDelivered(pool: Deps["pool"], shopId: string): Promise<Delivered> {
  const { rows } = await pool.query<Delivered>(
    `select coalesce(bool_or("any"), false) as "any", coalesce(bool_or(live), false) as live from (
       select true as "any", not d.test as live
       from (
         select endpoint_id, test from delivery
         where shop_id = $1 and status = 'succeeded' order by id desc limit ${NEWEST}
       ) d join endpoint e on e.id = d.endpoint_id and e.shop_id = $1 and e.flow_trigger is null
       union all
       select (result::json ->> 'had_delivered')::int > 0, (result::json ->> 'had_delivered_live')::int > 0
       from duty join shop s on s.domain = shop_domain
       where s.id = $1 and kind = 'erase_log' and result is not null
     ) delivered`,
    [shopId],
  );
  return rows[0] ?? { any: false, live: false };
}
