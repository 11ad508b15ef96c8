import type { Deps } from "../config/deps.ts";
import { newId } from "../db/ids.ts";
import { inTransaction, type Transaction } from "../db/transaction.ts";
import { newSecret, secretProblem } from "../signing/secret.ts";
import { urlProblem } from "./check-url.ts";
import type { EndpointInput } from "./endpoint-fields.ts";
import { insertEndpoints } from "./insert-endpoints.ts";
import { lockShop } from "./lock-endpoints.ts";

export type CreateOutcome =
  /** the secret is in this answer and nowhere else */
  | { kind: "created"; id: string; secret: string }
  | { kind: "invalid"; errors: Record<string, string[]> }
  | { kind: "limit"; limit: number };

/** Adds an endpoint to a shop. `input` has passed the schemas of endpoint-fields. */
export async function createEndpoint(
  deps: Pick<Deps, "pool" | "seal" | "env">,
  shopId: string,
  input: EndpointInput,
): Promise<CreateOutcome> {
  const errors = await inputErrors(deps, input);
  if (Object.keys(errors).length > 0) return { kind: "invalid", errors };

  const made = { ...input, id: newId("ep"), secret: input.secret ?? newSecret() };
  const limit = deps.env.MAX_ENDPOINTS_PER_SHOP;
  const created = await inTransaction(deps.pool, async (tx) => {
    await lockShop(tx, shopId); // two at once must not pass the limit
    if ((await countEndpoints(tx, shopId)) >= limit) return false;
    await insertEndpoints(tx, deps.seal, shopId, [made]);
    return true;
  });
  return created ? { kind: "created", id: made.id, secret: made.secret } : { kind: "limit", limit };
}

async function countEndpoints(tx: Transaction, shopId: string): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    "select count(*)::int as count from endpoint where shop_id = $1 and flow_trigger is null and deleted_at is null",
    [shopId],
  );
  return rows[0]?.count ?? 0;
}

/** By field of the input. */
async function inputErrors(deps: Pick<Deps, "env">, input: EndpointInput): Promise<Record<string, string[]>> {
  const url = await urlProblem(deps, input.url);
  const secret = input.secret === undefined ? undefined : secretProblem(input.secret);
  return { ...(url && { url: [url] }), ...(secret && { secret: [secret] }) };
}
