import type pg from "pg";
import { RARE_TOPIC, UNHEARD_TOPIC } from "./api-seed.ts";

interface ApiList {
  name: string;
  path: string;
}

/** Every list, and what is asked of it that has most to look through. */
export async function apiLists(pool: pg.Pool): Promise<ApiList[]> {
  const one = async (sql: string): Promise<string> =>
    (await pool.query<{ id: string }>(sql)).rows[0]?.id ?? "";
  const endpoint = await one("select id from endpoint order by id limit 1");
  const formerEndpoint = await one("select id from endpoint order by id desc limit 1");
  const delivery = await one("select id from delivery order by id limit 1 offset 500000");
  const event = await one("select id from event order by id limit 1 offset 500000");
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  const lastMonth = `since=${daysAgo(29)}&until=${daysAgo(28)}`;
  const deliveries = [
    "",
    `cursor=${delivery}`,
    ...["pending", "succeeded", "failed", "discarded"].map((status) => `status=${status}`),
    `endpoint_id=${endpoint}`,
    `endpoint_id=${formerEndpoint}`,
    `endpoint_id=${endpoint}&status=failed`,
    `endpoint_id=${endpoint}&status=discarded`,
    `endpoint_id=${endpoint}&topic=${RARE_TOPIC}`,
    "topic=order/paid",
    `topic=${RARE_TOPIC}`,
    `topic=${UNHEARD_TOPIC}`,
    "topic=order/paid&status=failed",
    "topic=order/paid&status=discarded",
    `topic=${RARE_TOPIC}&status=failed`,
    `event_id=${event}`,
    lastMonth,
    `${lastMonth}&status=failed`,
    `${lastMonth}&topic=order/paid`,
    `${lastMonth}&topic=${UNHEARD_TOPIC}`,
    `${lastMonth}&endpoint_id=${endpoint}`,
  ].map((query) => `/deliveries?limit=100&${query}`);
  const events = [
    "",
    `cursor=${event}`,
    "topic=order/paid",
    `topic=${RARE_TOPIC}`,
    `topic=${UNHEARD_TOPIC}`,
    "resource=gid://shopify/Order/500000",
    "resource=gid://shopify/Order/0",
    "customer=17",
    `customer=17&topic=${RARE_TOPIC}`,
    lastMonth,
    `${lastMonth}&topic=${UNHEARD_TOPIC}`,
  ].map((query) => `/events?limit=100&${query}`);
  const others = [
    `/deliveries/${delivery}`,
    `/events/${event}`,
    "/endpoints",
    "/recoveries",
    "/inbound",
    "/topics",
  ];
  return [
    { name: "/healthz", path: "/healthz" },
    ...[...deliveries, ...events, ...others].map((path) => ({
      name: path
        .replaceAll(/_[0-9a-f]{32}/g, "_…")
        .replaceAll(/T[\d:.]+Z/g, "")
        .replace("limit=100&", ""),
      path: `/api/v1${path}`,
    })),
  ];
}
