import { randomBytes } from "node:crypto";
import type { z } from "zod";
import type { Deps } from "../config/deps.ts";
import { inTransaction, type Transaction } from "../db/transaction.ts";
import { hashOf, storeToken, tokenOf } from "./create-token.ts";
import { MOST_TOKENS, type tokenForm } from "./token-fields.ts";

export type AddOutcome = { kind: "created"; id: string; token: string } | { kind: "too_many" };

/**
 * A merchant's own token. Those who run Carillon make theirs by command, as many as they like. The same `nonce` gives
 * the same token: of two clicks the second one's answer is shown, and the first one's is lost.
 */
export function addToken(
  { pool, seal }: Pick<Deps, "pool" | "seal">,
  shopId: string,
  { name, scope, nonce }: z.output<typeof tokenForm>,
): Promise<AddOutcome> {
  const secret = nonce === undefined ? randomBytes(32) : seal.derive(`api token ${shopId} ${nonce}`);
  return inTransaction(pool, async (tx) => {
    await tx.query("select from shop where id = $1 for no key update", [shopId]); // others wait, and count this one
    const token = tokenOf(secret);
    const { made, live } = await lookUp(tx, shopId, hashOf(token));
    if (made !== null) return { kind: "created", id: made, token };
    if (live >= MOST_TOKENS) return { kind: "too_many" };
    return { kind: "created", ...(await storeToken(tx, { shopId, scope, name, secret })) };
  });
}

interface Found {
  /** its id, when the token was made before */
  made: string | null;
  /** how many the shop has */
  live: number;
}

async function lookUp(tx: Transaction, shopId: string, hash: string): Promise<Found> {
  const { rows } = await tx.query<Found>(
    `select max(id) filter (where hash = $2) as made, (count(*) filter (where revoked_at is null))::int as live
     from api_token where shop_id = $1`,
    [shopId, hash],
  );
  return rows[0] ?? { made: null, live: 0 };
}
