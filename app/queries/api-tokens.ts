// What the panel shows of a shop's API tokens.
import type { Deps } from "../config/deps.ts";
import type { TokenScope } from "../tokens/token-fields.ts";

export interface ApiTokenView {
  id: string;
  /** the merchant's own; empty for one made by command without a name */
  name: string;
  /** its last four characters */
  hint: string;
  scope: TokenScope;
  createdAt: Date;
  /** to the minute; null while it was never used */
  lastUsedAt: Date | null;
}

const MOST = 100;

/** Those that work, newest first. */
export async function listTokens({ prisma }: Pick<Deps, "prisma">, shopId: string): Promise<ApiTokenView[]> {
  const rows = await prisma.apiToken.findMany({
    where: { shopId, revokedAt: null },
    select: { id: true, name: true, hint: true, scope: true, createdAt: true, lastUsedAt: true },
    orderBy: { id: "desc" },
    take: MOST,
  });
  return rows.map((row) => ({ ...row, scope: row.scope as TokenScope }));
}
