// What the panel and the API show of a shop's choices on personal data.
import type { Deps } from "../config/deps.ts";
import { HELD_BACK_FIELDS, type HeldBackField } from "../privacy/held-back-fields.ts";

/** What the merchant holds back of customers, in the order of HELD_BACK_FIELDS. */
export async function heldBackOf({ prisma }: Pick<Deps, "prisma">, shopId: string): Promise<HeldBackField[]> {
  const shop = await prisma.shop.findUniqueOrThrow({ where: { id: shopId }, select: { heldBack: true } });
  return HELD_BACK_FIELDS.filter((field) => shop.heldBack.includes(field));
}
