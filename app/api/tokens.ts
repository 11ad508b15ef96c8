// API tokens: shown once, kept as a hash. They are 256 random bits, so a plain hash is enough.
import { createHash, randomBytes } from "node:crypto";
import type { Deps } from "../config/deps.ts";
import { newId } from "../db/ids.ts";

export type TokenScope = "read" | "write";

/** Who calls. */
export interface Caller {
  shopId: string;
  scope: TokenScope;
}

const PREFIX = "car_";

export async function createToken(
  { prisma }: Pick<Deps, "prisma">,
  shopId: string,
  scope: TokenScope,
): Promise<{ id: string; token: string }> {
  const token = PREFIX + randomBytes(32).toString("base64url");
  const id = newId("tok");
  await prisma.apiToken.create({ data: { id, shopId, scope, hash: hashOf(token), hint: token.slice(-4) } });
  return { id, token };
}

/** undefined when the token is unknown or revoked, or its shop has uninstalled the app. */
export async function findCaller(
  { prisma }: Pick<Deps, "prisma">,
  token: string,
): Promise<Caller | undefined> {
  if (!token.startsWith(PREFIX)) return undefined;
  const row = await prisma.apiToken.findUnique({
    where: { hash: hashOf(token), revokedAt: null, shop: { uninstalledAt: null } },
    select: { shopId: true, scope: true },
  });
  return row ? { shopId: row.shopId, scope: row.scope as TokenScope } : undefined;
}

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");
