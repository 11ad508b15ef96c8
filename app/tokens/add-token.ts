import type { z } from "zod";
import type { Deps } from "../config/deps.ts";
import { createToken } from "./create-token.ts";
import { MOST_TOKENS, type tokenForm } from "./token-fields.ts";

export type AddOutcome = { kind: "created"; id: string; token: string } | { kind: "too_many" };

/** A merchant's own token. Those who run Carillon make theirs by command, as many as they like. */
export async function addToken(
  deps: Pick<Deps, "prisma">,
  shopId: string,
  { name, scope }: z.output<typeof tokenForm>,
): Promise<AddOutcome> {
  const live = await deps.prisma.apiToken.count({ where: { shopId, revokedAt: null } });
  if (live >= MOST_TOKENS) return { kind: "too_many" };
  return { kind: "created", ...(await createToken(deps, shopId, scope, name)) };
}
