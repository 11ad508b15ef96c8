import type { Deps } from "../config/deps.ts";
import { isId } from "../db/ids.ts";

/** Ends an endpoint: it gets nothing more, what waited for it is discarded, its log stays. */
export async function deleteEndpoint(
  deps: Pick<Deps, "prisma">,
  shopId: string,
  id: string,
): Promise<{ kind: "deleted" } | { kind: "not_found" }> {
  if (!isId("ep", id)) return { kind: "not_found" };
  const deleted = await deps.prisma.$transaction(async (tx) => {
    const { count } = await tx.endpoint.updateMany({
      where: { id, shopId, deletedAt: null },
      data: { deletedAt: new Date(), status: "disabled", disabledReason: "merchant" },
    });
    if (count === 0) return false;
    await tx.signingSecret.deleteMany({ where: { endpointId: id } });
    await tx.delivery.updateMany({
      where: { endpointId: id, status: "pending" },
      data: { status: "discarded", dueAt: null },
    });
    return true;
  });
  return deleted ? { kind: "deleted" } : { kind: "not_found" };
}
