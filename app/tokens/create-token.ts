// API tokens: shown once, kept as a hash. They are 256 bits that nobody can guess, so a plain hash is enough.
import { createHash, randomBytes } from "node:crypto";
import type { Deps } from "../config/deps.ts";
import { newId } from "../db/ids.ts";
import type { Transaction } from "../db/transaction.ts";
import type { TokenScope } from "./token-fields.ts";

export const TOKEN_PREFIX = "car_";

/** `name`: the merchant's own word for what it is for. The answer is the only place where the token's text stands. */
export function createToken(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  scope: TokenScope,
  name = "",
): Promise<{ id: string; token: string }> {
  return storeToken(pool, { shopId, scope, name, secret: randomBytes(32) });
}

interface NewToken {
  shopId: string;
  scope: TokenScope;
  name: string;
  /** 32 bytes */
  secret: Buffer;
}

/** The answer holds its text. */
export async function storeToken(
  db: Transaction,
  { shopId, scope, name, secret }: NewToken,
): Promise<{ id: string; token: string }> {
  const token = tokenOf(secret);
  const id = newId("tok");
  await db.query(
    "insert into api_token (id, shop_id, scope, name, hash, hint) values ($1, $2, $3, $4, $5, $6)",
    [...[id, shopId, scope, name, hashOf(token), token.slice(-4)]],
  );
  return { id, token };
}

export const tokenOf = (secret: Buffer): string => TOKEN_PREFIX + secret.toString("base64url");

export const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");
