import type { Deps } from "../config/deps.ts";
import { SHOP_DOMAIN } from "../topics/shop-domain.ts";

export interface Words {
  shop?: string | undefined;
  scope?: string | undefined;
  id?: string | undefined;
  file?: string | undefined;
  reason?: string | undefined;
  name?: string | undefined;
}

export interface Command {
  /** as the usage shows them */
  options: string;
  run(deps: Deps, words: Words): Promise<{ json: unknown; text: string }>;
}

/** What the caller did wrong; the message is all that is shown. */
export class CommandError extends Error {
  override name = "CommandError";
}

export function requireDomain({ shop }: Words): string {
  if (shop !== undefined && SHOP_DOMAIN.test(shop)) return shop;
  throw new CommandError("Name the shop as: --shop example.myshopify.com");
}

/** The registered shop that --shop names. */
export async function requireShop(
  { prisma }: Pick<Deps, "prisma">,
  words: Words,
): Promise<{ id: string; domain: string }> {
  const domain = requireDomain(words);
  const shop = await prisma.shop.findUnique({ where: { domain } });
  if (shop) return shop;
  throw new CommandError(`${domain} is not registered. First: carillon shop add --shop ${domain}`);
}
