import type { Deps } from "../config/deps.ts";
import type { HeldBackField } from "./held-back-fields.ts";

/** For events from now on: what is stored already stays as it was sent. */
export async function saveHeldBack(
  { prisma, log }: Pick<Deps, "prisma" | "log">,
  shopId: string,
  fields: HeldBackField[],
): Promise<void> {
  await prisma.shop.update({ where: { id: shopId }, data: { heldBack: fields } });
  log.info({ shop_id: shopId, fields }, "privacy.saved");
}
