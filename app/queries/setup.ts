// How far a shop has come in setting up, from what it has done.
import type { Deps } from "../config/deps.ts";
import { noteDelivered } from "../setup/note-delivered.ts";

export type SetupStep = "endpoint" | "secret" | "test" | "live";

export interface SetupGuide {
  done: Record<SetupStep, boolean>;
  /** a secret is stored, whether a signature was checked with it or not */
  secretStored: boolean;
  /** the newest endpoint; null while there is none */
  endpointId: string | null;
}

/** null while the guide is put away: then nothing is looked up. */
export async function setupGuide(
  deps: Pick<Deps, "pool" | "clock">,
  shopId: string,
): Promise<SetupGuide | null> {
  const known = await loadProgress(deps.pool, shopId);
  if (known.dismissed) return null;
  const delivered = await noteDelivered(deps, shopId);
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
