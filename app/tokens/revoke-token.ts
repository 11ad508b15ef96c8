import type { Deps } from "../config/deps.ts";
import { isId } from "../db/ids.ts";
import type { TokenScope } from "./token-fields.ts";

export interface RevokedToken {
  shopDomain: string;
  name: string;
  scope: TokenScope;
  hint: string;
  revokedAt: Date;
}

/** A token that is revoked keeps the time when it first was. `shopId`: whose it must be; undefined for the operator. */
export async function revokeToken(
  { prisma, clock }: Pick<Deps, "prisma" | "clock">,
  id: string,
  shopId?: string,
): Promise<RevokedToken | undefined> {
  if (!isId("tok", id)) return undefined;
  const where = { id, ...(shopId !== undefined && { shopId }) };
  await prisma.apiToken.updateMany({
    where: { ...where, revokedAt: null },
    data: { revokedAt: clock.now() },
  });
  const token = await prisma.apiToken.findFirst({ where, include: { shop: true } });
  if (!token?.revokedAt) return undefined;
  const { name, scope, hint, shop, revokedAt } = token;
  return { shopDomain: shop.domain, name, scope: scope as TokenScope, hint, revokedAt };
}
