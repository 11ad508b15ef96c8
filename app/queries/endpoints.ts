// What the panel and the API show of endpoints. Never a secret: only its hint and dates.
import type { Deps } from "../config/deps.ts";
import { isId } from "../db/ids.ts";
import { ALL_TOPICS } from "../endpoints/endpoint-fields.ts";
import { type Page, type PageRequest, pageIds, pageQuery, toPage } from "./page.ts";

export interface EndpointView {
  id: string;
  url: string;
  description: string;
  status: "enabled" | "paused" | "disabled";
  disabledReason: string | null;
  /** names, or only "*" */
  topics: string[];
  rateLimit: number | null;
  /** names only; values are sealed */
  hasHeaders: boolean;
  secrets: { id: string; hint: string; createdAt: Date; expiresAt: Date | null }[];
  createdAt: Date;
  updatedAt: Date;
}

/** Newest first. */
export async function listEndpoints(
  { prisma }: Pick<Deps, "prisma">,
  shopId: string,
  page: PageRequest,
): Promise<Page<EndpointView>> {
  const rows = await prisma.endpoint.findMany({
    where: { shopId, deletedAt: null, ...pageIds(page) },
    include: { topics: true, secrets: true },
    ...pageQuery(page),
  });
  return toPage(rows.map(toView), page);
}

/** undefined when the shop has no such endpoint. */
export async function getEndpoint(
  { prisma }: Pick<Deps, "prisma">,
  shopId: string,
  id: string,
): Promise<EndpointView | undefined> {
  if (!isId("ep", id)) return undefined;
  const row = await prisma.endpoint.findFirst({
    where: { id, shopId, deletedAt: null },
    include: { topics: true, secrets: true },
  });
  return row ? toView(row) : undefined;
}

interface Row {
  id: string;
  url: string;
  description: string;
  status: string;
  disabledReason: string | null;
  allTopics: boolean;
  headers: string | null;
  rateLimit: number | null;
  createdAt: Date;
  updatedAt: Date;
  topics: { topic: string }[];
  secrets: { id: string; hint: string; createdAt: Date; expiresAt: Date | null }[];
}

const toView = (row: Row): EndpointView => ({
  id: row.id,
  url: row.url,
  description: row.description,
  status: row.status as EndpointView["status"],
  disabledReason: row.disabledReason,
  topics: row.allTopics ? [ALL_TOPICS] : row.topics.map(({ topic }) => topic).sort(),
  rateLimit: row.rateLimit,
  hasHeaders: row.headers !== null,
  secrets: row.secrets
    .map(({ id, hint, createdAt, expiresAt }) => ({ id, hint, createdAt, expiresAt }))
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime()),
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
});
