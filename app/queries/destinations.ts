import type { Deps } from "../config/deps.ts";

/** Where deliveries go, or went. */
export interface Destination {
  /** null for a trigger of Shopify Flow; empty when it is no longer on record */
  endpointUrl: string | null;
  /** the trigger's handle; null for a URL */
  flowTrigger: string | null;
  /** its page is gone, its log stays */
  endpointDeleted: boolean;
}

/** A shop's destinations by the ids of their endpoints. What is no longer on record reads as a deleted URL. */
export async function destinationsOf(
  { prisma }: Pick<Deps, "prisma">,
  shopId: string,
  endpointIds: string[],
): Promise<(endpointId: string) => Destination> {
  const rows = await prisma.endpoint.findMany({
    where: { shopId, id: { in: [...new Set(endpointIds)] } },
    select: { id: true, url: true, flowTrigger: true, deletedAt: true },
  });
  const known = new Map(
    rows.map(({ id, url, flowTrigger, deletedAt }) => [
      id,
      { endpointUrl: flowTrigger === null ? url : null, flowTrigger, endpointDeleted: deletedAt !== null },
    ]),
  );
  return (endpointId) => known.get(endpointId) ?? GONE;
}

const GONE: Destination = { endpointUrl: "", flowTrigger: null, endpointDeleted: true };
