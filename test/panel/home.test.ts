import { beforeAll, expect, test } from "vitest";
import { newId } from "../../app/db/ids.ts";
import { beat } from "../../app/jobs/heartbeat.ts";
import * as guideRoute from "../../app/routes/app/home/guide.ts";
import * as homePage from "../../app/routes/app/home/page.tsx";
import * as webhooksPage from "../../app/routes/app/settings/webhooks/page.tsx";
import * as topicsPage from "../../app/routes/app/topics/list.tsx";
import * as topicPage from "../../app/routes/app/topics/page.tsx";
import { addEndpoint } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { addDelivery, addEvent } from "../queries/home-steps.ts";
import { installShop, signedIn } from "./panel-request.ts";

// The clock says 2026-11-20 10:00 UTC. The shops have granted read_orders alone.
const OURS = "ours.myshopify.com";
const THEIRS = "theirs.myshopify.com";

let app: TestDeps;
let shopId: string;

beforeAll(async () => {
  app = await createTestDeps();
  shopId = await installShop(app.deps, OURS);
  await installShop(app.deps, THEIRS);
});

const home = (query = "", shop = OURS) => homePage.loader(signedIn(app.deps, shop, `/app${query}`));

const turn = (guide: string, shop = OURS) =>
  guideRoute.action(signedIn(app.deps, shop, "/app/guide", { form: { guide } }));

const statusOf = (call: Promise<unknown>) =>
  call.then(
    () => 200,
    (thrown: { status?: number; init?: { status: number } }) => thrown.init?.status ?? thrown.status,
  );

test("a shop that has just installed Carillon reads what to do first, and needs to look after nothing", async () => {
  expect(await home()).toMatchObject({
    guide: { done: { endpoint: false, secret: false, test: false, live: false } },
    activity: { range: "7d", events: 0, successRate: null },
    endpoints: { troubles: [], more: false },
    ...{ blocked: [], form: null, sender: { working: false, heardAt: null } },
  });
  await beat(app.deps);
  expect(await home()).toMatchObject({ sender: { working: true } });
});

test("the guide is put away for one shop, and comes back when it is asked for", async () => {
  expect(await turn("dismissed")).toEqual({ kind: "dismissed" });
  expect(await home()).toMatchObject({ guide: null, activity: { range: "7d" } });
  expect((await home("", THEIRS)).guide).not.toBeNull();
  expect(await turn("shown")).toEqual({ kind: "shown" });
  expect((await home()).guide).not.toBeNull();
  expect(await statusOf(turn("burnt"))).toBe(400);
});

test("chosen topics that cannot come stand under what keeps them away, until they come all the same", async () => {
  await addEndpoint(app.deps, shopId, "https://127.0.0.1/hook", [
    "order/paid",
    "product/created",
    "customer/created",
    "membership/created",
    "wallet_pass/created",
    "form/submitted",
  ]);
  const { blocked, form } = await home();
  expect(blocked).toEqual([
    { why: "needs_permission", scope: "read_customers", topics: ["customer/created"] },
    { why: "needs_permission", scope: "write_app_proxy", topics: ["form/submitted"] },
    { why: "needs_rule", rule: "subscription_source", topics: ["membership/created"] },
    { why: "needs_permission", scope: "read_products", topics: ["product/created"] },
    { why: "only_flow_or_api", topics: ["wallet_pass/created"] },
  ]);
  expect(form).toEqual({ lastAt: null, lately: false });
  const at = new Date("2026-11-20T09:00:00Z");
  await app.deps.prisma.event.create({
    data: { id: "evt_1", shopId, topic: "wallet_pass/created", triggeredAt: at, day: at },
  });
  expect((await home()).blocked.map(({ why }) => why)).not.toContain("only_flow_or_api");
  expect((await home("", THEIRS)).blocked).toEqual([]);
});

test("a webhook that Shopify refused is told with its words, where somebody waits for it", async () => {
  const refused = { shopId, status: "error", checkedAt: new Date("2026-11-20T09:00:00Z") };
  await app.deps.prisma.webhookState.createMany({
    data: [
      { ...refused, topic: "orders/paid", words: "Address is not allowed" },
      { ...refused, topic: "refunds/create", words: "Address is not allowed" },
    ],
  });
  expect((await home()).blocked).toContainEqual({
    why: "refused",
    words: "Address is not allowed",
    topics: ["orders/paid"],
  });
});

test("figures are those of the range in the address, in days and hours of the shop", async () => {
  await app.deps.prisma.shop.update({ where: { id: shopId }, data: { timezone: "Asia/Tokyo" } });
  const { id: endpointId } = await addEndpoint(app.deps, shopId, "https://127.0.0.1/other");
  await addEvent(app.deps, shopId, { at: "2026-11-20T09:30:00Z" });
  await addDelivery(app.deps, shopId, { endpointId, at: "2026-11-20T09:30:00Z" });
  const { activity } = await home("?range=30d");
  expect(activity).toMatchObject({ range: "30d", succeeded: 1, successRate: 1, activeEndpoints: 2 });
  expect(activity.buckets.at(-1)).toEqual({
    start: new Date("2026-11-19T15:00:00Z"),
    succeeded: 1,
    failed: 0,
  });
  expect((await home("?range=24h")).activity.buckets).toHaveLength(24);
  expect((await home("", THEIRS)).activity).toMatchObject({ events: 0, succeeded: 0, activeEndpoints: 0 });
});

test("the way to the theme editor names the shop and the app, and holds no secret", async () => {
  expect((await home()).theme).toEqual({ shop: OURS, apiKey: "test-api-key" });
});

test("without a session token nobody sees or changes anything", async () => {
  for (const call of [
    (args: ReturnType<typeof signedIn>) => homePage.loader(args),
    (args: ReturnType<typeof signedIn>) => guideRoute.action(args),
  ]) {
    const args = signedIn(app.deps, OURS, "/app", { form: { guide: "dismissed" } });
    args.request.headers.delete("authorization");
    expect(await statusOf(call(args))).toBe(302);
  }
  expect((await home()).guide).not.toBeNull();
});

test("an event of earlier excuses no missing permission; one that another app sent in does", async () => {
  const domain = "earlier.myshopify.com";
  const id = await installShop(app.deps, domain);
  await addEndpoint(app.deps, id, "https://127.0.0.1/hook", ["customer/created", "subscription/created"]);
  const at = new Date("2026-11-20T09:00:00Z");
  const event = (topic: string, inboundId: string | null) =>
    app.deps.prisma.event.create({
      data: { id: newId("evt"), shopId: id, topic, inboundId, triggeredAt: at, day: at },
    });
  await event("customer/created", null);
  await event("subscription/created", null);
  const topics = async () => (await home("", domain)).blocked.flatMap((one) => one.topics);
  expect(await topics()).toEqual(["customer/created", "subscription/created"]);

  const inboundId = newId("inb");
  await app.deps.prisma.inboundWebhook.create({
    data: {
      ...{ id: inboundId, shopDomain: domain, topic: "carillon/event", webhookId: "w1", triggeredAt: at },
      ...{ day: at, bytes: 2, status: "mapped" },
    },
  });
  await event("subscription/created", inboundId);
  expect(await topics()).toEqual(["customer/created"]);
});

test("stored rules that are not understood take no page down, and home leads to them", async () => {
  const domain = "unreadable.myshopify.com";
  const id = await installShop(app.deps, domain);
  await app.deps.pool.query("insert into shop_rules (shop_id, rules) values ($1, $2)", [id, "{broken"]);
  await addEndpoint(app.deps, id, "https://127.0.0.1/hook", ["loyalty/coupon_created"]);
  expect((await home("", domain)).blocked.map(({ why }) => why)).toEqual([
    "rules_unreadable",
    "needs_permission",
  ]);
  const at = (path: string, params = {}) => signedIn(app.deps, domain, `/app/${path}`, { params });
  expect(await topicsPage.loader(at("topics"))).toMatchObject({ unreadable: true });
  expect(await webhooksPage.loader(at("settings/webhooks"))).toMatchObject({ unreadable: true });
  const params = { category: "order", name: "paid" };
  expect(await topicPage.loader(at("topics/order/paid", params))).toMatchObject({ name: "order/paid" });
  expect(await topicsPage.loader(signedIn(app.deps, THEIRS, "/app/topics"))).toMatchObject({
    unreadable: false,
  });
});
