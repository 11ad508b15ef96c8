import { beforeAll, expect, test } from "vitest";
import { createEndpoint } from "../../app/endpoints/create-endpoint.ts";
import { saveAlertSettings } from "../../app/notifications/alert-settings.ts";
import { exportShop } from "../../app/queries/shop-export.ts";
import { saveRules } from "../../app/rules/save-rules.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { type Download, serveDownloads } from "../helpers/downloads.ts";
import { deliverDue, processAll, takeIn } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver } from "../helpers/test-receiver.ts";
import { installShop } from "../panel/panel-request.ts";

const DOMAIN = "export.myshopify.com";
const HIDDEN = "hidden-header-value";

let app: TestDeps;
let shopId: string;
let secrets: string[];
let download: Download;

beforeAll(async () => {
  app = await createTestDeps();
  const { deps } = app;
  download = await serveDownloads(deps);
  shopId = await installShop(deps, DOMAIN);
  const receiver = await createTestReceiver();
  const made = await createEndpoint(deps, shopId, {
    ...{ url: receiver.url, topics: ["product/created"], headers: { "x-key": HIDDEN } },
  });
  const { token } = await createToken(deps, shopId, "write", "Warehouse");
  secrets = [HIDDEN, token, made.kind === "created" ? made.secret : "", "shpat_test"];
  await saveRules(deps, shopId, { upcoming_order: { lead_days: 7 } });
  await saveAlertSettings(deps, shopId, { mode: "daily", addresses: ["ops@example.com"] });
  await takeIn(deps, "products/create", '{"id":123456789012345678,"price":1.0}', { shop: DOMAIN });
  await takeIn(deps, "products/create", '{"id":2}', { shop: DOMAIN });
  await processAll(deps);
  await deliverDue(deps);
  await deps.pool.query(
    "delete from event_payload where event_id = (select max(id) from event where shop_id = $1)",
    [shopId],
  );
});

type Line = { kind: string } & Record<string, unknown>;
const parse = (text: string): Line[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);

async function exported(domain: string): Promise<string> {
  const answer = await download("/app/settings/privacy/export", domain);
  expect(answer.headers.get("content-type")).toBe("application/x-ndjson; charset=utf-8");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  return answer.text();
}

test("everything that is configured and logged stands in it, one JSON object on each line", async () => {
  const lines = parse(await exported(DOMAIN));
  expect(lines.map(({ kind }) => kind)).toEqual([
    "shop",
    "rules",
    "alerts",
    "api_token",
    "endpoint",
    "event",
    "event",
    "delivery",
    "delivery",
  ]);
  const of = (kind: string) => lines.filter((line) => line.kind === kind);
  expect(of("rules")[0]).toMatchObject({ rules: { upcoming_order: { lead_days: 7 } } });
  expect(of("endpoint")[0]).toMatchObject({ topics: ["product/created"], header_names: ["x-key"] });
  expect(of("event").map(({ body }) => body)).toEqual([
    expect.objectContaining({ topic: "product/created" }),
    null,
  ]);
  expect(of("delivery")[0]).toMatchObject({ status: "succeeded", attempts: 1, last_status_code: 200 });
});

test("no secret, header value or token is in it, and numbers stand as they were sent", async () => {
  const text = await exported(DOMAIN);
  for (const secret of secrets) expect(text).not.toContain(secret);
  expect(text).toMatch(/123456789012345678\b/);
});

test("another shop's file holds nothing of it", async () => {
  await installShop(app.deps, "other.myshopify.com");
  expect(parse(await exported("other.myshopify.com")).map(({ kind }) => kind)).toEqual(["shop"]);
});

test("it is read page by page, as fast as somebody takes it", async () => {
  const id = await installShop(app.deps, "long.myshopify.com");
  await app.deps.pool.query(
    `insert into delivery (id, shop_id, endpoint_id, event_id, topic, status)
     select 'dlv_' || lpad(n::text, 32, '0'), $1, 'ep_1', 'evt_1', 'product/created', 'succeeded'
     from generate_series(1, 2500) n`,
    [id],
  );
  let queries = 0;
  const pool = new Proxy(app.deps.pool, {
    get(target, name) {
      if (name === "query") queries += 1;
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const lines = exportShop({ ...app.deps, pool }, id);
  for (let taken = 0; taken < 500; taken += 1) await lines.next();
  expect(queries).toBe(2); // events, of which there are none, and the first page of deliveries
  let rest = 0;
  for await (const line of lines) rest += line.includes('"kind":"delivery"') ? 1 : 0;
  expect(rest).toBe(2_500 - 499);
});

test("stored rules that are no JSON stand in it as a text", async () => {
  const id = await installShop(app.deps, "torn.myshopify.com");
  await app.deps.pool.query("insert into shop_rules (shop_id, rules) values ($1, $2)", [id, '{"torn":\n']);
  const lines = parse(await exported("torn.myshopify.com"));
  expect(lines[1]).toEqual({ kind: "rules", rules: '{"torn":\n' });
});
