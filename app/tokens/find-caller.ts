import type { Deps } from "../config/deps.ts";
import { hashOf, TOKEN_PREFIX } from "./create-token.ts";
import type { TokenScope } from "./token-fields.ts";

/** Who calls. */
export interface Caller {
  shopId: string;
  scope: TokenScope;
}

/** When a token was used last is on record to the minute: one write for a thousand calls. */
const USED_ANEW_MS = 60_000;

/** undefined when the token is unknown or revoked, or its shop has uninstalled the app. */
export async function findCaller(
  { prisma, clock }: Pick<Deps, "prisma" | "clock">,
  token: string,
): Promise<Caller | undefined> {
  if (!token.startsWith(TOKEN_PREFIX)) return undefined;
  const row = await prisma.apiToken.findUnique({
    where: { hash: hashOf(token), revokedAt: null, shop: { uninstalledAt: null } },
    select: { id: true, shopId: true, scope: true, lastUsedAt: true },
  });
  if (!row) return undefined;
  const now = clock.now();
  if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() >= USED_ANEW_MS)
    await prisma.apiToken.updateMany({ where: { id: row.id }, data: { lastUsedAt: now } });
  return { shopId: row.shopId, scope: row.scope as TokenScope };
}
