// The log and the shop as files, as the panel's buttons ask for them.
import { beforeAll, expect, test } from "vitest";
import { type Download, serveDownloads } from "../helpers/downloads.ts";
import { logDelivery } from "../helpers/log-delivery.ts";
import { addEndpoint } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { installShop } from "../panel/panel-request.ts";

const OURS = "ours.myshopify.com";
const THEIRS = "theirs.myshopify.com";
const LONG = "long.myshopify.com";
const LIST = "/app/deliveries/export?topic=product%2Fcreated&format=";
const ALL = "/app/settings/privacy/export";

let app: TestDeps;
let download: Download;
let id: string;

beforeAll(async () => {
  app = await createTestDeps();
  download = await serveDownloads(app.deps);
  const shopId = await installShop(app.deps, OURS);
  await installShop(app.deps, THEIRS);
  const endpoint = await addEndpoint(app.deps, shopId, "https://127.0.0.1/hook");
  const logged = { topic: "product/created", at: app.deps.clock.now() };
  ({ id } = await logDelivery(app.deps.pool, { shopId, endpointId: endpoint.id }, logged));
});

test("the list is a file in two forms, not to be kept by a cache, and of this shop alone", async () => {
  const csv = await download(`${LIST}csv`, OURS);
  expect(Object.fromEntries(csv.headers)).toMatchObject({
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": 'attachment; filename="deliveries.csv"',
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  });
  expect(await csv.text()).toContain(`\r\n${id},`);
  const ndjson = await download(`${LIST}ndjson`, OURS);
  expect(JSON.parse(await ndjson.text())).toMatchObject({ id, topic: "product/created" });
  expect(await (await download(`${LIST}ndjson`, THEIRS)).text()).toBe("");
});

test("an export that asks for what there is not is refused as a whole", async () => {
  for (const query of ["", "format=xml", "format=csv&status=lost", "format=toString"])
    expect((await download(`/app/deliveries/export?${query}`, OURS)).status).toBe(400);
});

test("nobody gets a file without a session token, of a shop that is not known, or that has uninstalled", async () => {
  const gone = "gone.myshopify.com";
  await installShop(app.deps, gone);
  await app.deps.pool.query("update shop set uninstalled_at = now() where domain = $1", [gone]);
  for (const path of [`${LIST}csv`, ALL, "/app/settings/privacy/dty_1/data"])
    for (const shop of [undefined, "unknown.myshopify.com", gone])
      expect((await download(path, shop)).status).toBe(401);
});

/** More than sockets take while nobody reads. */
async function fillLongLog(rows: number): Promise<void> {
  const shopId = await installShop(app.deps, LONG);
  await app.deps.pool.query(
    `insert into delivery (id, shop_id, endpoint_id, event_id, topic, status)
     select 'dlv_' || lpad(n::text, 32, '0'), $1, 'ep_1', 'evt_1', 'product/created', 'succeeded'
     from generate_series(1, $2::int) n`,
    [shopId, rows],
  );
}

test("a file is read no faster than it is taken, one of a shop at a time", async () => {
  await fillLongLog(60_000);
  let queries = 0;
  const query = app.deps.pool.query;
  app.deps.pool.query = ((...given: Parameters<typeof query>) => {
    queries += 1;
    return query.apply(app.deps.pool, given);
  }) as typeof query;

  const slow = await download(ALL, LONG);
  const reader = slow.body?.getReader();
  await reader?.read();
  expect((await download(ALL, LONG)).status).toBe(429);
  expect((await download(`${LIST}csv`, LONG)).status).toBe(429);
  expect((await download(`${LIST}csv`, THEIRS)).status).toBe(200);
  expect(queries).toBeLessThan(60); // of the 60 pages, and what the other files ask
  await reader?.cancel();

  await expect.poll(async () => (await download(`${LIST}csv`, LONG)).status).toBe(200);
  app.deps.pool.query = query;
});

test("a file that cannot be read to its end breaks off", async () => {
  const broken = { ...app.deps, pool: failingAfter(2) }; // the shop and its events
  const answer = await (await serveDownloads(broken))(ALL, OURS);
  expect(answer.status).toBe(200);
  await expect(answer.text()).rejects.toThrow();
});

/** The database is away after so many queries. */
function failingAfter(queries: number): TestDeps["deps"]["pool"] {
  let left = queries;
  return new Proxy(app.deps.pool, {
    get(target, name) {
      if (name === "query" && left-- <= 0) return () => Promise.reject(new Error("away"));
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
