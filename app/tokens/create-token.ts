// API tokens: shown once, kept as a hash. They are 256 random bits, so a plain hash is enough.
import { createHash, randomBytes } from "node:crypto";
import type { Deps } from "../config/deps.ts";
import { newId } from "../db/ids.ts";
import type { TokenScope } from "./token-fields.ts";

export const TOKEN_PREFIX = "car_";

/** `name`: the merchant's own word for what it is for. The answer is the only place where the token's text stands. */
export async function createToken(
  { prisma }: Pick<Deps, "prisma">,
  shopId: string,
  scope: TokenScope,
  name = "",
): Promise<{ id: string; token: string }> {
  const token = TOKEN_PREFIX + randomBytes(32).toString("base64url");
  const id = newId("tok");
  await prisma.apiToken.create({
    data: { id, shopId, scope, name, hash: hashOf(token), hint: token.slice(-4) },
  });
  return { id, token };
}

export const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");
