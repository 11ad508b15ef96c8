// What the pages below settings load and save.
import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { beforeAll, expect, test } from "vitest";
import { saveAlertSettings } from "../../app/notifications/alert-settings.ts";
import { loader as deliveries } from "../../app/routes/app/deliveries/list.tsx";
import { loader as hub } from "../../app/routes/app/settings/index.tsx";
import { loader as permissions } from "../../app/routes/app/settings/permissions.tsx";
import { loader as choices } from "../../app/routes/app/settings/rules/choices.ts";
import { loader as inShopify } from "../../app/routes/app/settings/rules/in-shopify.ts";
import { loader as rules, action as saveRules } from "../../app/routes/app/settings/rules/page.tsx";
import { action as saveKept, loader as sending } from "../../app/routes/app/settings/sending.tsx";
import { loadRules } from "../../app/rules/load-rules.ts";
import { NO_RULES } from "../../app/rules/rules-schema.ts";
import { permissionsOf } from "../../app/shopify/permissions.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { TOPICS } from "../../app/topics/catalog.ts";
import { addEndpoint } from "../helpers/pipeline-steps.ts";
import { connectShopify } from "../helpers/shopify-stand-in.ts";
import { createTestDeps, fakeClock, type TestDeps } from "../helpers/test-deps.ts";
import { installShop, signedIn } from "./panel-request.ts";

const DOMAIN = "settings.myshopify.com";

let app: TestDeps;
let shopId: string;

beforeAll(async () => {
  const environment = {
    ...{
      EGRESS_IPS: "192.0.2.10,192.0.2.16/28",
      DELIVERY_SCHEDULE: "0s,5m,1h",
      PAYLOAD_RETENTION_DAYS: "14",
    },
    ...{ DELIVERY_TIMEOUT_MS: "5000", ENDPOINT_CONCURRENCY: "3", MAX_ENDPOINTS_PER_SHOP: "7" },
  };
  // Sessions end by the real clock.
  app = await createTestDeps(environment, { clock: fakeClock(new Date().toISOString()) });
  shopId = await installShop(app.deps, DOMAIN);
});

const get = (path: string, domain = DOMAIN) => signedIn(app.deps, domain, `/app/settings${path}`);
const save = (document: string, domain = DOMAIN) =>
  saveRules(signedIn(app.deps, domain, "/app/settings/rules", { form: { rules: document } }));

const stored = async (domain: string) => (await rules(get("/rules", domain))).stored;

test("the hub tells how each part stands, from this shop's own data", async () => {
  expect(await hub(get(""))).toEqual({
    figures: { tokens: 0, requests: 0, erasing: false, heldBack: 0, webhooks: null },
    alerts: { mode: "changes", mail: { kind: "off" } },
    rules: { set: 0, all: 6 },
    missing: 0,
    sending: { attempts: 3, payloadDays: 14 },
  });
  const { pool } = app.deps;
  await createToken(app.deps, shopId, "read");
  await saveAlertSettings(app.deps, shopId, { mode: "daily", addresses: [] });
  await pool.query("update shop set held_back = '{email,phone}' where id = $1", [shopId]);
  await pool.query(
    `insert into duty (id, shop_domain, kind, requested_at) values ('dty_1', $1, 'data_request', now()), ('dty_2', $1, 'erase_log', now())`,
    [DOMAIN],
  );
  await pool.query(
    `insert into webhook_state values ($1, 'orders/create', 'receiving', null, now()), ($1, 'orders/paid', 'error', 'No', now())`,
    [shopId],
  );
  expect(await hub(get(""))).toMatchObject({
    figures: { tokens: 1, requests: 1, erasing: true, heldBack: 2, webhooks: { inPlace: 1, errors: 1 } },
    alerts: { mode: "daily" },
  });
  await installShop(app.deps, "other.myshopify.com");
  expect(await hub(get("", "other.myshopify.com"))).toMatchObject({
    figures: { tokens: 0, requests: 0, erasing: false, heldBack: 0, webhooks: null },
  });
});

test("permissions are those of the tomls, each with the topics that need it", async () => {
  for (const file of ["shopify.app.toml", "shopify.app.vendor.toml"]) {
    const { access_scopes } = parse(readFileSync(file, "utf8")) as {
      access_scopes: { scopes: string; optional_scopes: string[] };
    };
    const required = access_scopes.scopes.split(",");
    const known = permissionsOf({ granted: [], required, topics: TOPICS });
    expect(known.map(({ scope }) => scope)).toEqual([...required, ...access_scopes.optional_scopes].sort());
    expect(known.filter((one) => one.required).map(({ scope }) => scope)).toEqual([...required].sort());
  }
  const { permissions: shown } = await permissions(get("/permissions"));
  expect(shown.find(({ scope }) => scope === "read_orders")).toMatchObject({
    ...{ granted: true, required: true, topics: expect.arrayContaining(["order/paid"]) },
  });
  expect(shown.find(({ scope }) => scope === "read_discounts")).toEqual({
    ...{ scope: "read_discounts", granted: false, required: false },
    topics: ["loyalty/coupon_created", "loyalty/coupon_updated"],
  });
});

test("sending and keeping are told as the operator has set them", async () => {
  expect(await sending(get("/sending"))).toEqual({
    ...{ schedule: [0, 300_000, 3_600_000], timeoutMs: 5_000, concurrency: 3, endpoints: 7 },
    egress: ["192.0.2.10", "192.0.2.16/28"],
    retention: {
      kept: { payloads: 14, log: 90, inbox: 7 },
      limits: { payloads: { least: 1, most: 14 }, log: { least: 7, most: 90 } },
      others: { keys: 120, customerData: 30 },
    },
  });
});

test("a shop keeps less than the operator where it wants to, and what it may not choose is told by its field", async () => {
  const domain = "forgetful.myshopify.com";
  const id = await installShop(app.deps, domain);
  const keep = (payloads: string, log: string) =>
    saveKept(signedIn(app.deps, domain, "/app/settings/sending", { form: { payloads, log } }));
  const kept = async () => (await sending(get("/sending", domain))).retention.kept;
  expect(await keep("3", "7")).toEqual({ kind: "saved" });
  expect(await kept()).toEqual({ payloads: 3, log: 7, inbox: 3 });
  expect((await hub(get("", domain))).sending.payloadDays).toBe(3);
  expect((await deliveries(signedIn(app.deps, domain, "/app/deliveries"))).limits).toMatchObject({
    ...{ logDays: 7, bodyDays: 3 },
  });

  for (const wrong of ["0", "15", "", "1.5", "-1", "1e1", "seven"])
    expect(await keep(wrong, "30")).toEqual({ kind: "refused", problems: { payloads: "range" } });
  expect(await keep("3", "6")).toEqual({ kind: "refused", problems: { log: "range" } });
  expect(await keep("9", "8")).toEqual({ kind: "refused", problems: { payloads: "order" } });
  expect(await kept()).toEqual({ payloads: 3, log: 7, inbox: 3 });

  expect(await keep("14", "90")).toEqual({ kind: "saved" });
  const own = { payloadDays: null, logDays: null }; // it goes with the operator again
  expect(await app.deps.prisma.shop.findUniqueOrThrow({ where: { id } })).toMatchObject(own);
});

test("rules are saved whole, and what is wrong is told by its field", async () => {
  expect(await stored(DOMAIN)).toMatchObject({ rules: NO_RULES, unreadable: null });
  expect(await save('{"upcoming_order":{"lead_days":7}}')).toEqual({ kind: "saved" });
  expect((await stored(DOMAIN)).rules).toEqual({ ...NO_RULES, upcoming_order: { lead_days: 7 } });
  expect(await save('{"upcoming_order":{"lead_days":null},"coupons":{"apps":["Recharge"]}}')).toEqual({
    kind: "invalid",
    errors: {
      "coupons.apps.0": ["Must be an app's number, e.g. 5284869."],
      "upcoming_order.lead_days": ["Must be a whole number from 1 to 30."],
    },
  });
  expect(await save("no JSON")).toMatchObject({ kind: "invalid" });
  expect((await loadRules(app.deps.pool, shopId)).upcoming_order.lead_days).toBe(7);
});

test("stored rules that are not understood are told as such, and can be saved again", async () => {
  const domain = "newer.myshopify.com";
  const id = await installShop(app.deps, domain);
  await app.deps.pool.query("insert into shop_rules (shop_id, rules) values ($1, $2)", [id, '{"later":1}']);
  expect(await stored(domain)).toMatchObject({
    ...{ rules: NO_RULES, unreadable: '{"later":1}' },
  });
  expect(await hub(get("", domain))).toMatchObject({ rules: { set: null } });
  expect(await save("{}", domain)).toEqual({ kind: "saved" });
  expect(await stored(domain)).toMatchObject({ rules: NO_RULES, unreadable: null });
});

test("what Shopify knows of the rules comes by itself, for the shop that asks", async () => {
  const { shop, store } = await connectShopify(app.deps);
  await app.deps.prisma.shop.create({
    data: { id: "shp_named", domain: shop, shopifyId: "gid://shopify/Shop/9" },
  });
  const { id } = store.addProduct({ title: "Club card" });
  await save(JSON.stringify({ membership: { products: [id] } }), shop);
  expect(await inShopify(get("/rules/in-shopify", shop))).toEqual({
    names: { kind: "known", value: { [id]: "Club card" } },
    presets: { kind: "known", value: [] },
  });
  const gold = store.addSegment("Gold");
  expect(await choices(get("/rules/choices?kind=segment&search=go", shop))).toEqual({
    kind: "known",
    value: { items: [{ id: gold.id, name: "Gold" }], more: false },
  });
  await expect(choices(get("/rules/choices?kind=shoe", shop))).rejects.toMatchObject({
    init: { status: 400 },
  });
});

test("rules that another tab has saved meanwhile are not overwritten", async () => {
  const domain = "tabs.myshopify.com";
  await installShop(app.deps, domain);
  const version = async () => (await stored(domain)).version;
  const saveOver = (loaded: string, days: number) => {
    const form = { rules: `{"upcoming_order":{"lead_days":${days}}}`, loaded };
    return saveRules(signedIn(app.deps, domain, "/app/settings/rules", { form }));
  };
  const days = async () => (await stored(domain)).rules.upcoming_order.lead_days;
  const atFirst = await version();
  expect(await saveOver(atFirst, 4)).toEqual({ kind: "saved" });
  expect(await saveOver(atFirst, 5)).toEqual({ kind: "changed_meanwhile", loaded: atFirst });
  expect(await days()).toBe(4);
  // The same once more, as after an answer that was lost.
  expect(await saveOver(atFirst, 4)).toEqual({ kind: "saved" });
  expect(await saveOver(await version(), 5)).toEqual({ kind: "saved" });
  expect(await days()).toBe(5);
});

test("of permissions only those count as missing that somebody waits for", async () => {
  const domain = "needed.myshopify.com";
  const id = await installShop(app.deps, domain);
  const missing = async () => (await hub(get("", domain))).missing;
  expect(await missing()).toBe(0);
  await addEndpoint(app.deps, id, "https://127.0.0.1/all");
  expect(await missing()).toBe(0);
  await addEndpoint(app.deps, id, "https://127.0.0.1/some", [
    "loyalty/coupon_created",
    "loyalty/coupon_updated",
    "order/paid",
  ]);
  expect(await missing()).toBe(1);
});
