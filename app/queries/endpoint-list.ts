// The panel's list of endpoints: which ones, and how sending to each has gone lately.
import type { Prisma } from "@prisma/client";
import type { Deps } from "../config/deps.ts";
import { firstIdAt } from "../db/ids.ts";
import { ALL_TOPICS } from "../endpoints/endpoint-fields.ts";
import type { TopicChoice } from "../endpoints/plan-topics.ts";
import type { DeliveryStatus } from "./deliveries.ts";
import type { EndpointView } from "./endpoints.ts";
import { type Page, type PageRequest, pageIds, pageQuery, toPage } from "./page.ts";

const ENDPOINT_FILTERS = ["enabled", "paused", "disabled", "failing"] as const;

export interface EndpointFilter {
  /** failing: enabled, and the last few attempts in a row have failed */
  status?: (typeof ENDPOINT_FILTERS)[number] | undefined;
  /** part of the URL or the description, whatever the case */
  search?: string | undefined;
}

const LONGEST_SEARCH = 200;

/** Reads `status` and `q` of the list's address. What it does not know, it leaves out. */
export const endpointFilterOf = (address: URLSearchParams): EndpointFilter => ({
  status: ENDPOINT_FILTERS.find((status) => status === address.get("status")),
  search: searchOf(address.get("q") ?? ""),
});

/** PostgreSQL takes neither a NUL nor half a character. */
const searchOf = (text: string): string | undefined =>
  text
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, "")
    .trim()
    .slice(0, LONGEST_SEARCH)
    .toWellFormed() || undefined;

export interface RecentDeliveries {
  /** of the last 24 hours, the newest RECENT_LIMIT of them, without tests: those that were tried */
  tried: number;
  /** of them, those that have not arrived */
  failed: number;
  /** whether there may be more than were looked at */
  capped: boolean;
  last: { id: string; status: DeliveryStatus; at: Date } | null;
}

export interface EndpointRowView
  extends Pick<EndpointView, "id" | "url" | "description" | "status" | "topics">,
    RecentDeliveries {
  failing: boolean;
}

const DAY_MS = 86_400_000;
/** So that a page is as fast for an endpoint with a hundred thousand deliveries a day as for any other. */
const RECENT_LIMIT = 500;

/** What an endpoint has chosen, and whether it gets it now. */
export interface EndpointChoice extends TopicChoice {
  status: EndpointView["status"];
}

/** Of every endpoint of a shop, oldest first. */
export async function listTopicChoices(
  { prisma }: Pick<Deps, "prisma">,
  shopId: string,
): Promise<EndpointChoice[]> {
  const rows = await prisma.endpoint.findMany({
    where: { shopId, flowTrigger: null, deletedAt: null },
    select: { id: true, url: true, status: true, allTopics: true, topics: { orderBy: { topic: "asc" } } },
    orderBy: { id: "asc" },
  });
  return rows.map(({ id, url, status, ...chosen }) => ({
    ...{ id, url, topics: topicNames(chosen) },
    status: status as EndpointView["status"],
  }));
}

const topicNames = ({ allTopics, topics }: { allTopics: boolean; topics: { topic: string }[] }): string[] => [
  ...(allTopics ? [ALL_TOPICS] : []),
  ...topics.map(({ topic }) => topic),
];

/** Newest first. */
export async function listEndpointRows(
  deps: Pick<Deps, "prisma" | "pool">,
  shopId: string,
  filter: EndpointFilter,
  page: PageRequest,
): Promise<Page<EndpointRowView>> {
  const found = await deps.prisma.endpoint.findMany({
    where: { shopId, flowTrigger: null, deletedAt: null, AND: [conditions(filter), pageIds(page)] },
    include: WITH,
    ...pageQuery(page),
  });
  const shown = toPage(found, page);
  const recent = await recentDeliveries(
    deps,
    shopId,
    shown.rows.map(({ id }) => id),
  );
  return {
    ...shown,
    rows: shown.rows.map((row) => ({ ...toRow(row), ...(recent.get(row.id) ?? NOTHING) })),
  };
}

function conditions({ status, search }: EndpointFilter): Prisma.EndpointWhereInput {
  const contains = { contains: search ?? "", mode: "insensitive" as const };
  return {
    ...(status && { status: status === "failing" ? "enabled" : status }),
    ...(status === "failing" && { streak: { failing: true } }),
    ...(search && { OR: [{ url: contains }, { description: contains }] }),
  };
}

const WITH = {
  topics: { orderBy: { topic: "asc" } },
  streak: { select: { failing: true } },
} as const satisfies Prisma.EndpointInclude;

const toRow = ({
  id,
  url,
  description,
  status,
  streak,
  ...chosen
}: Prisma.EndpointGetPayload<{ include: typeof WITH }>) => ({
  ...{ id, url, description },
  status: status as EndpointView["status"],
  topics: topicNames(chosen),
  failing: status === "enabled" && streak?.failing === true,
});

const NOTHING: RecentDeliveries = { tried: 0, failed: 0, capped: false, last: null };

interface RecentRow {
  endpoint_id: string;
  looked_at: number;
  tried: number;
  failed: number;
  last_id: string | null;
  last_status: DeliveryStatus;
  last_at: Date;
}

/** Ids sort by the real time, which is therefore the one that counts here. */
async function recentDeliveries(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  endpointIds: string[],
): Promise<Map<string, RecentDeliveries>> {
  const since = firstIdAt("dlv", new Date(Date.now() - DAY_MS));
  const { rows } = await pool.query<RecentRow>(RECENT, [shopId, endpointIds, since]);
  return new Map(rows.map((row) => [row.endpoint_id, toRecent(row)]));
}

const toRecent = (row: RecentRow): RecentDeliveries => ({
  tried: row.tried,
  failed: row.failed,
  capped: row.looked_at >= RECENT_LIMIT,
  last: row.last_id === null ? null : { id: row.last_id, status: row.last_status, at: row.last_at },
});

const RECENT = `
  select e.id as endpoint_id, r.looked_at, r.tried, r.failed,
    l.id as last_id, l.status as last_status, coalesce(l.last_attempt_at, l.created_at) as last_at
  from unnest($2::text[]) as e (id)
  cross join lateral (
    select count(*)::int as looked_at, count(*) filter (where tried)::int as tried,
      count(*) filter (where tried and status <> 'succeeded')::int as failed
    from (
      select attempts > 0 and not test as tried, status from delivery
      where endpoint_id = e.id and shop_id = $1 and id >= $3 order by id desc limit ${RECENT_LIMIT}
    ) newest
  ) r
  left join lateral (
    select id, status, last_attempt_at, created_at from delivery
    where endpoint_id = e.id and shop_id = $1 order by id desc limit 1
  ) l on true`;
