import type pg from "pg";

interface PanelPage {
  name: string;
  path: string;
}

/** Every page, and the filters that have most to look through. */
export async function panelPages(pool: pg.Pool): Promise<PanelPage[]> {
  const one = async (sql: string): Promise<string> =>
    (await pool.query<{ id: string }>(sql)).rows[0]?.id ?? "";
  const endpoint = await one("select id from endpoint order by id limit 1");
  const delivery = await one("select id from delivery order by id limit 1 offset 50000");
  const event = await one("select event_id as id from delivery order by id limit 1 offset 50000");
  return [
    "/healthz",
    "/app",
    "/app?range=7d",
    "/app?range=30d",
    "/app/endpoints",
    "/app/endpoints?status=failing",
    "/app/endpoints/by-category",
    "/app/endpoints/new",
    `/app/endpoints/${endpoint}`,
    `/app/endpoints/${endpoint}/edit`,
    "/app/deliveries",
    "/app/deliveries?view=failed",
    "/app/deliveries?view=retrying",
    "/app/deliveries?view=test",
    "/app/deliveries?topic=order%2Fpaid&status=failed",
    "/app/deliveries?reason=timeout",
    `/app/deliveries?endpoint=${endpoint}`,
    "/app/deliveries?q=gid%3A%2F%2Fshopify%2FCustomer%2F1000",
    `/app/deliveries/${delivery}`,
    "/app/events",
    "/app/events?topic=order%2Fpaid",
    `/app/events/${event}`,
    "/app/events/not-mapped",
    "/app/topics",
    "/app/topics/order/paid",
    "/app/flow",
    "/app/settings",
    "/app/settings/rules",
    "/app/settings/alerts",
    "/app/settings/webhooks",
    "/app/settings/privacy",
    "/app/settings/tokens",
  ].map((path) => ({ name: path.replaceAll(/_[0-9a-f]{32}/g, "_…"), path }));
}
