// What the panel and the API show of endpoints. Never a secret, only its hint and dates; never a header's value. The
// triggers of Shopify Flow are none of them (flow.ts).
import type { Prisma } from "@prisma/client";
import type { Deps } from "../config/deps.ts";
import { isId } from "../db/ids.ts";
import { ALL_TOPICS } from "../endpoints/endpoint-fields.ts";
import { openHeaders } from "../endpoints/sealed-fields.ts";
import { type Seal, SealError } from "../signing/seal.ts";
import { type Page, type PageRequest, pageIds, pageQuery, toPage } from "./page.ts";

interface SecretView {
  id: string;
  /** last four characters */
  hint: string;
  createdAt: Date;
  /** until when it signs; null for the newest */
  expiresAt: Date | null;
}

export interface EndpointView {
  id: string;
  url: string;
  description: string;
  status: "enabled" | "paused" | "disabled";
  disabledReason: string | null;
  /** since when it is paused or disabled */
  statusSince: Date;
  /** names; or "*" and the names of operational topics */
  topics: string[];
  /** requests per second */
  rateLimit: number | null;
  weeklyCheck: boolean;
  /** sorted; null when no key opens them any more */
  headerNames: string[] | null;
  /** live ones, newest first */
  secrets: SecretView[];
  createdAt: Date;
  updatedAt: Date;
}

/** How sending to an endpoint goes just now. */
export interface EndpointHealth {
  /** null while nothing fails */
  failing: {
    /** automatic attempts in a row */
    failures: number;
    since: Date;
    /** whether the notice "failing" was given */
    noticed: boolean;
  } | null;
  /** requests in flight that it gets at most while its server is in trouble; null for as many as any other */
  shrunkTo: number | null;
  /** nothing is sent before, because its server asked for it */
  heldUntil: Date | null;
}

/** Newest first. */
export async function listEndpoints(
  { prisma, seal }: Pick<Deps, "prisma" | "seal">,
  shopId: string,
  page: PageRequest,
): Promise<Page<EndpointView>> {
  const rows = await prisma.endpoint.findMany({
    where: { shopId, flowTrigger: null, deletedAt: null, ...pageIds(page) },
    include: WITH,
    ...pageQuery(page),
  });
  return toPage(
    rows.map((row) => toView(seal, row)),
    page,
  );
}

/** undefined when the shop has no such endpoint. */
export async function getEndpoint(
  { prisma, seal }: Pick<Deps, "prisma" | "seal">,
  shopId: string,
  id: string,
): Promise<EndpointView | undefined> {
  if (!isId("ep", id)) return undefined;
  const row = await prisma.endpoint.findFirst({
    where: { id, shopId, flowTrigger: null, deletedAt: null },
    include: WITH,
  });
  return row ? toView(seal, row) : undefined;
}

/** undefined when the shop has no such endpoint. */
export async function getEndpointHealth(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  id: string,
): Promise<EndpointHealth | undefined> {
  if (!isId("ep", id)) return undefined;
  const { rows } = await pool.query<HealthRow>(
    `select ${HEALTH_COLUMNS}
     from endpoint e join lane l on l.endpoint_id = e.id left join failure_streak s on s.endpoint_id = e.id
     where e.id = $1 and e.shop_id = $2 and e.flow_trigger is null and e.deleted_at is null`,
    [id, shopId],
  );
  const [row] = rows;
  return row && toHealth(row);
}

export interface HealthRow {
  failures: number | null;
  first_at: Date;
  failing: boolean;
  shrunk_to: number | null;
  held_until: Date | null;
}

/** Of `lane l` and `failure_streak s`. */
export const HEALTH_COLUMNS = `s.failures, s.first_at, s.failing, l.shrunk_to,
  case when l.not_before > now() + interval '1 second' then l.not_before end as held_until`;

export const toHealth = (row: HealthRow): EndpointHealth => ({
  failing: row.failures ? { failures: row.failures, since: row.first_at, noticed: row.failing } : null,
  shrunkTo: row.shrunk_to,
  heldUntil: row.held_until,
});

const WITH = {
  topics: true,
  secrets: { orderBy: [{ createdAt: "desc" }, { id: "desc" }] },
} as const satisfies Prisma.EndpointInclude;

type Row = Prisma.EndpointGetPayload<{ include: typeof WITH }>;

const toView = (seal: Seal, row: Row): EndpointView => ({
  id: row.id,
  url: row.url,
  description: row.description,
  status: row.status as EndpointView["status"],
  disabledReason: row.disabledReason,
  statusSince: row.statusSince,
  topics: [...(row.allTopics ? [ALL_TOPICS] : []), ...row.topics.map(({ topic }) => topic).sort()],
  rateLimit: row.rateLimit,
  weeklyCheck: row.weeklyCheck,
  headerNames: headerNames(seal, row),
  secrets: row.secrets
    // By the real clock, as the sender does.
    .filter(({ expiresAt }) => expiresAt === null || expiresAt.getTime() > Date.now())
    .map(({ id, hint, createdAt, expiresAt }) => ({ id, hint, createdAt, expiresAt })),
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
});

/** A key that is lost must not take the whole page with it. */
function headerNames(seal: Seal, { id, headers }: Row): string[] | null {
  try {
    return Object.keys(openHeaders(seal, id, headers)).sort();
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}
