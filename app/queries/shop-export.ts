// All that a merchant may take away of a shop: what is configured, then what the log holds. One JSON object on each
// line (NDJSON), made while it is read, no more than a page in memory. Secrets, header values, tokens and what Shopify
// sent in are in none of them.
import type pg from "pg";
import type { Deps } from "../config/deps.ts";
import { listTokens } from "./api-tokens.ts";
import { type EndpointView, listEndpoints } from "./endpoints.ts";

type Needs = Pick<Deps, "pool" | "prisma" | "seal" | "clock">;

/** Lines of NDJSON. Events and deliveries, oldest first. */
export async function* exportShop(deps: Needs, shopId: string): AsyncGenerator<string> {
  yield* configuration(deps, shopId);
  for await (const { body, ...event } of rowsOf<EventRow>(deps.pool, EVENTS, shopId))
    yield `${JSON.stringify({ kind: "event", ...event }).slice(0, -1)},"body":${onOneLine(body)}}\n`;
  for await (const delivery of rowsOf<{ id: string }>(deps.pool, DELIVERIES, shopId))
    yield line("delivery", delivery);
}

const line = (kind: string, fields: object): string => `${JSON.stringify({ kind, ...fields })}\n`;

/** A body is JSON as it was sent: line breaks stand only between its words. */
const onOneLine = (body: string | null): string => body?.replace(/[\r\n]+/g, " ") ?? "null";

/** Rules that no release has written may be anything. */
function jsonOrText(stored: string): string {
  try {
    JSON.parse(stored);
    return onOneLine(stored);
  } catch {
    return JSON.stringify(stored);
  }
}

async function* configuration(deps: Needs, shopId: string): AsyncGenerator<string> {
  const { prisma, clock } = deps;
  const shop = await prisma.shop.findUniqueOrThrow({
    where: { id: shopId },
    include: { rules: true, alertSettings: true },
  });
  yield line("shop", {
    ...{ domain: shop.domain, name: shop.name, timezone: shop.timezone, email: shop.email },
    ...{ installed_at: shop.installedAt, hold_back: shop.heldBack },
    ...{ payload_days: shop.payloadDays, log_days: shop.logDays, exported_at: clock.now() },
  });
  if (shop.rules) yield `{"kind":"rules","rules":${jsonOrText(shop.rules.rules)}}\n`;
  if (shop.alertSettings)
    yield line("alerts", { mode: shop.alertSettings.mode, addresses: shop.alertSettings.addresses });
  for (const { id, name, hint, scope, createdAt, lastUsedAt } of await listTokens(deps, shopId))
    yield line("api_token", { id, name, hint, scope, created_at: createdAt, last_used_at: lastUsedAt });
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listEndpoints(deps, shopId, { cursor, limit: 100 });
    for (const endpoint of page.rows) yield line("endpoint", endpointFields(endpoint));
    cursor = page.next;
  }
}

const endpointFields = (endpoint: EndpointView) => ({
  ...{ id: endpoint.id, url: endpoint.url, description: endpoint.description, status: endpoint.status },
  ...{ disabled_reason: endpoint.disabledReason, topics: endpoint.topics, rate_limit: endpoint.rateLimit },
  ...{ weekly_check: endpoint.weeklyCheck, header_names: endpoint.headerNames },
  ...{ created_at: endpoint.createdAt, updated_at: endpoint.updatedAt },
});

interface EventRow {
  id: string;
  /** null when it has aged out */
  body: string | null;
}

/** A query for a page of rows: $1 is the shop, $2 the id after which it begins. */
interface Pages {
  sql: string;
  size: number;
}

/** A body may have megabytes. */
const EVENTS: Pages = {
  sql: `select e.id, e.topic, e.resource, e.sequence, e.triggered_at, e.created_at, e.test, p.body
    from (select * from event where shop_id = $1 and id > $2 order by id limit 50) e
    left join event_payload p on p.event_id = e.id and p.day = e.day order by e.id`,
  size: 50,
};

const DELIVERIES: Pages = {
  sql: `select id, event_id, endpoint_id, topic, status, test, attempts, due_at as next_attempt_at, last_reason,
      last_status_code, last_duration_ms, last_attempt_at, created_at
    from delivery where shop_id = $1 and id > $2 order by id limit 1000`,
  size: 1_000,
};

async function* rowsOf<Row extends { id: string }>(
  pool: pg.Pool,
  { sql, size }: Pages,
  shopId: string,
): AsyncGenerator<Row> {
  for (let after: string | null = ""; after !== null; ) {
    const { rows }: { rows: Row[] } = await pool.query<Row>(sql, [shopId, after]);
    yield* rows;
    after = rows.length < size ? null : (rows.at(-1)?.id ?? null);
  }
}
