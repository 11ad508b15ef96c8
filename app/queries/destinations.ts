import type { Deps } from "../config/deps.ts";

/** Where deliveries go, or went. */
export interface Destination {
  /** null for a trigger of Shopify Flow; empty when it is no longer on record */
  endpointUrl: string | null;
  /** the merchant's own words for a URL; empty where there are none */
  endpointDescription: string;
  /** the trigger's handle; null for a URL */
  flowTrigger: string | null;
  /** its page is gone, its log stays */
  endpointDeleted: boolean;
  /** what is due waits until it is resumed */
  endpointPaused: boolean;
}

/** A shop's destinations by the ids of their endpoints. What is no longer on record reads as a deleted URL. */
export async function destinationsOf(
  { prisma }: Pick<Deps, "prisma">,
  shopId: string,
  endpointIds: string[],
): Promise<(endpointId: string) => Destination> {
  const rows = await prisma.endpoint.findMany({
    where: { shopId, id: { in: [...new Set(endpointIds)] } },
    select: SELECT,
  });
  const known = new Map(rows.map((row) => [row.id, toDestination(row)]));
  return (endpointId) => known.get(endpointId) ?? GONE;
}

/** A destination that a list can be narrowed to. */
export interface DestinationChoice extends Destination {
  id: string;
}

/** More than a shop may have, by default, with Flow's triggers. */
const MOST_CHOICES = 200;

/** Those that exist, and those of the ids, in the order in which they were made. */
export async function destinationChoices(
  { prisma }: Pick<Deps, "prisma">,
  shopId: string,
  ids: string[],
): Promise<DestinationChoice[]> {
  const rows = await prisma.endpoint.findMany({
    where: { shopId, OR: [{ deletedAt: null }, { id: { in: ids } }] },
    select: SELECT,
    orderBy: { id: "asc" },
    take: MOST_CHOICES,
  });
  const known = rows.map((row) => ({ id: row.id, ...toDestination(row) }));
  const missing = ids.filter((id) => !known.some((one) => one.id === id));
  return [...known, ...missing.map((id) => ({ id, ...GONE }))];
}

const SELECT = {
  id: true,
  url: true,
  description: true,
  flowTrigger: true,
  deletedAt: true,
  status: true,
} as const;

interface Row {
  url: string;
  description: string;
  flowTrigger: string | null;
  deletedAt: Date | null;
  status: string;
}

const toDestination = ({ url, description, flowTrigger, deletedAt, status }: Row): Destination => ({
  endpointUrl: flowTrigger === null ? url : null,
  endpointDescription: flowTrigger === null ? description : "",
  flowTrigger,
  endpointDeleted: deletedAt !== null,
  endpointPaused: status === "paused",
});

const GONE: Destination = {
  endpointUrl: "",
  endpointDescription: "",
  flowTrigger: null,
  endpointDeleted: true,
  endpointPaused: false,
};
