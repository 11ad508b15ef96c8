import type { Deps } from "../config/deps.ts";
import { isId, newId } from "../db/ids.ts";
import { inTransaction, type Transaction } from "../db/transaction.ts";
import { SealError } from "../signing/seal.ts";
import { newSecret, secretHint, secretProblem } from "../signing/secret.ts";
import { lockEndpoint } from "./lock-endpoint.ts";
import { secretContext } from "./sealed-fields.ts";

export type RotateOutcome =
  /** the secret is in this answer and nowhere else */
  | { kind: "rotated"; secret: string }
  | { kind: "invalid"; errors: Record<string, string[]> }
  /** `nextEnd`: when the first of the live ones ends by itself */
  | { kind: "rotation_limit"; limit: number; nextEnd: Date }
  | { kind: "not_found" };

export interface RotateInput {
  /** how long the secrets of today go on signing, at most; 0 ends them at once */
  overlapSeconds: number;
  /** the merchant's own; otherwise one is made */
  secret?: string | undefined;
}

const MOST_LIVE = 3;

const IN_USE = "This secret signs already. A rotation needs another one.";

interface LiveSecret {
  id: string;
  sealed: string;
  expires_at: Date | null;
}

/**
 * Gives an endpoint a new secret. One that was to end earlier than the overlap keeps its end: no rotation makes an old
 * secret live longer than its own rotation said.
 */
export async function rotateSecret(
  deps: Pick<Deps, "pool" | "seal">,
  shopId: string,
  endpointId: string,
  { overlapSeconds, secret = newSecret() }: RotateInput,
): Promise<RotateOutcome> {
  if (!isId("ep", endpointId)) return { kind: "not_found" };
  const problem = secretProblem(secret);
  if (problem) return { kind: "invalid", errors: { secret: [problem] } };

  return inTransaction(deps.pool, async (tx) => {
    if (!(await lockEndpoint(tx, shopId, endpointId))) return { kind: "not_found" };
    const live = await liveSecrets(tx, endpointId);
    if (live.some((one) => isSame(deps, one, secret)))
      return { kind: "invalid", errors: { secret: [IN_USE] } };
    const ends = live.flatMap(({ expires_at: end }) => end ?? []).sort((a, b) => a.getTime() - b.getTime());
    if (overlapSeconds > 0 && live.length >= MOST_LIVE && ends[0]) {
      return { kind: "rotation_limit", limit: MOST_LIVE, nextEnd: ends[0] };
    }
    await endSecrets(tx, endpointId, overlapSeconds);
    await insertSecret(deps, tx, endpointId, secret);
    return { kind: "rotated", secret };
  });
}

async function liveSecrets(tx: Transaction, endpointId: string): Promise<LiveSecret[]> {
  const { rows } = await tx.query<LiveSecret>(
    `select id, sealed, expires_at from signing_secret
     where endpoint_id = $1 and (expires_at is null or expires_at > clock_timestamp())`,
    [endpointId],
  );
  return rows;
}

/** A secret that no key opens any more is a reason for a rotation, not against it. */
function isSame({ seal }: Pick<Deps, "seal">, { id, sealed }: LiveSecret, secret: string): boolean {
  try {
    return seal.open(sealed, secretContext(id)) === secret;
  } catch (error) {
    if (error instanceof SealError) return false;
    throw error;
  }
}

async function endSecrets(tx: Transaction, endpointId: string, overlapSeconds: number): Promise<void> {
  if (overlapSeconds === 0) {
    await tx.query("delete from signing_secret where endpoint_id = $1", [endpointId]);
    return;
  }
  await tx.query(
    `update signing_secret set
       expires_at = least(expires_at, clock_timestamp() + make_interval(secs => $2::int))
     where endpoint_id = $1`,
    [endpointId, overlapSeconds],
  );
}

/** Later than every other of the endpoint, whatever the clocks say: the order of their times says which is the newest. */
async function insertSecret(
  { seal }: Pick<Deps, "seal">,
  tx: Transaction,
  endpointId: string,
  secret: string,
): Promise<void> {
  const id = newId("sec");
  await tx.query(
    `insert into signing_secret (id, endpoint_id, sealed, hint, created_at)
     select $1, $2, $3, $4, greatest(clock_timestamp(), max(created_at) + interval '1 millisecond')
     from signing_secret where endpoint_id = $2`,
    [id, endpointId, seal.seal(secret, secretContext(id)), secretHint(secret)],
  );
}
