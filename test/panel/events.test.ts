import { beforeAll, expect, test } from "vitest";
import { newId } from "../../app/db/ids.ts";
import { listEvents } from "../../app/queries/events.ts";
import { originOf } from "../../app/queries/events-origin.ts";
import { LOOK } from "../../app/queries/events-search.ts";
import type { PageRequest } from "../../app/queries/page.ts";
import * as eventList from "../../app/routes/app/events/list.tsx";
import * as eventPage from "../../app/routes/app/events/page.tsx";
import { bodyFacts } from "../../app/ui/events/body-facts.ts";
import { filterFieldsOf, readFilter } from "../../app/ui/events/filter-address.ts";
import { adminAddress, resourceName } from "../../app/ui/events/resource-name.ts";
import { addEndpoint, processAll, takeIn } from "../helpers/pipeline-steps.ts";
import { SHOP } from "../helpers/shopify-webhooks.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { installShop, signedIn } from "./panel-request.ts";

const THEIRS = "theirs.myshopify.com";
const CUSTOMER = "gid://shopify/Customer/7";

let app: TestDeps;
let shopId: string;

beforeAll(async () => {
  app = await createTestDeps();
  shopId = await installShop(app.deps, SHOP);
  await installShop(app.deps, THEIRS);
  await addEndpoint(app.deps, shopId, "https://127.0.0.1/hook", ["product/created", "order/paid"]);
  await takeIn(app.deps, "products/create", '{"id":1}', { webhookId: "first" });
  await takeIn(app.deps, "orders/paid", `{"id":5,"customer":{"id":7}}`, { webhookId: "second" });
  await takeIn(app.deps, "products/delete", '{"id":1}');
  await processAll(app.deps);
});

const list = (query = "", shop = SHOP) => eventList.loader(signedIn(app.deps, shop, `/app/events${query}`));
const topicsOf = async (query: string) => (await list(query)).page.rows.map(({ topic }) => topic);
const page = (id: string, shop = SHOP) =>
  eventPage.loader(signedIn(app.deps, shop, `/app/events/${id}`, { params: { id } }));

test("events are listed newest first, with their origin and their deliveries", async () => {
  const { page, wrong } = await list();
  expect(wrong).toEqual({});
  expect(page.rows).toMatchObject([
    {
      topic: "order/paid",
      resource: "gid://shopify/Order/5",
      customer: CUSTOMER,
      test: false,
      origin: { kind: "shopify", topic: "orders/paid" },
      deliveries: { pending: 1 },
    },
    { topic: "product/created", deliveries: { pending: 1 } },
  ]);
  expect((await list("", THEIRS)).page.rows).toEqual([]);
});

test("the address narrows the list down by topic, kind, customer, resource and day", async () => {
  expect(await topicsOf("?topic=product/created")).toEqual(["product/created"]);
  expect(await topicsOf("?customer=7")).toEqual(["order/paid"]);
  expect(await topicsOf(`?customer=${CUSTOMER}&topic=product/created`)).toEqual([]);
  expect(await topicsOf("?resource=gid://shopify/Product/1")).toEqual(["product/created"]);
  expect(await topicsOf("?resource=5")).toEqual(["order/paid"]);
  expect(await topicsOf("?kind=test")).toEqual([]);
  expect(await topicsOf("?kind=live")).toHaveLength(2);
  expect(await topicsOf("?from=2000-01-01&to=2000-01-02")).toEqual([]);
  expect(await topicsOf("?from=2000-01-01")).toHaveLength(2);
  expect(await topicsOf("?topic=order/lost&kind=lost&cursor=%00")).toHaveLength(2);
});

test("what makes no sense is said at its field, which keeps its text, and nothing is listed", async () => {
  const { page, wrong, fields } = await list("?customer=Jane&from=2026-02-30&to=soon");
  expect(wrong).toEqual({ customer: "customer", from: "date", to: "date" });
  expect(fields).toMatchObject({ customer: "Jane", from: "2026-02-30", to: "soon" });
  expect(page.rows).toEqual([]);
  expect((await list("?from=2026-11-20&to=2026-11-19")).wrong).toEqual({ to: "order" });
  expect((await list(`?resource=%00`)).wrong).toEqual({ resource: "resource" });
  expect((await list(`?resource=${"x".repeat(256)}`)).wrong).toEqual({ resource: "resource" });
});

test("days are the shop's, and the last one is part of the list", () => {
  const address = new URLSearchParams("from=2026-03-08&to=2026-03-08"); // 23 hours in New York
  const { filter } = readFilter(filterFieldsOf(address), "America/New_York");
  expect([filter.since, filter.until]).toEqual([
    new Date("2026-03-08T05:00:00Z"),
    new Date("2026-03-09T04:00:00Z"),
  ]);
});

test("what nobody had chosen is counted beside the topic that is asked for", async () => {
  (app.deps.clock as unknown as { set(time: string): void }).set(new Date().toISOString());
  expect((await list("?topic=product/deleted")).unchosen).toBe(1);
  expect((await list("?topic=product/created")).unchosen).toBe(0);
});

test("an event's page says what it was made of and where it went", async () => {
  const [{ id = "" } = {}] = (await list("?topic=order/paid")).page.rows;
  const { event, endpoints } = await page(id);
  expect(event).toMatchObject({
    topic: "order/paid",
    origin: { kind: "shopify", topic: "orders/paid" },
    source: { id: expect.stringMatching(/^inb_/), receivedAt: expect.any(Date) },
    deliveries: [{ status: "pending", endpointUrl: "https://127.0.0.1/hook", attempts: 0 }],
  });
  expect(JSON.parse(event.body ?? "")).toMatchObject({ id, topic: "order/paid" });
  expect(endpoints).toHaveLength(1);
});

test("an event whose body has aged out says so, and one that is not the shop's is not found", async () => {
  const [{ id = "" } = {}] = (await list("?topic=product/created")).page.rows;
  await app.deps.pool.query("delete from event_payload where event_id = $1", [id]);
  expect((await page(id)).event.body).toBeNull();
  for (const [wanted, shop] of [
    [id, THEIRS],
    [newId("evt"), SHOP],
    ["evt_%00", SHOP],
  ])
    await expect(page(wanted ?? "", shop)).rejects.toMatchObject({ init: { status: 404 } });
});

test("a body says itself what of it was erased or held back", () => {
  expect(bodyFacts('{"redacted":true,"data":{}}')).toEqual({ erased: true, heldBack: [] });
  expect(bodyFacts('{"data":{"redacted":["customer.email"]}}')).toEqual({
    erased: false,
    heldBack: ["customer.email"],
  });
  expect(bodyFacts("no JSON")).toEqual({ erased: false, heldBack: [] });
});

test("an event's origin is told by what it was made of", () => {
  const facts = { topic: "order/paid", test: false, inboundId: "inb_1", inboundTopic: "carillon/event" };
  expect(originOf(facts)).toEqual({ kind: "api" });
  expect(originOf({ ...facts, inboundTopic: "carillon/flow_loyalty" })).toEqual({ kind: "flow" });
  expect(originOf({ ...facts, inboundTopic: "carillon/contract_due" })).toEqual({ kind: "own" });
  expect(originOf({ ...facts, inboundTopic: "carillon/reconcile/orders/paid" })).toEqual({
    kind: "reconciled",
    topic: "orders/paid",
  });
  expect(originOf({ ...facts, inboundTopic: null })).toEqual({ kind: "forgotten" });
  expect(originOf({ ...facts, test: true })).toEqual({ kind: "test" });
  expect(originOf({ ...facts, topic: "endpoint/failing", inboundId: null })).toEqual({ kind: "operational" });
});

test("resources have their name, and their page in the admin where it has one", () => {
  expect(resourceName("gid://shopify/Order/5")).toBe("Order 5");
  expect(resourceName("account-4711")).toBe("account-4711");
  expect(adminAddress("gid://shopify/Order/5")).toBe("shopify://admin/orders/5");
  expect(adminAddress("gid://shopify/Metaobject/5")).toBeUndefined();
});

test("a rare topic is looked for page by page, both ways, and no page looks at more than its share", async () => {
  const shop = await installShop(app.deps, "busy.myshopify.com");
  await app.deps.pool.query(
    `insert into event (id, shop_id, topic, triggered_at, day)
     select 'evt_' || lpad(to_hex(n), 32, '0'), $1, case when n in (3, 35000, 50000) then 'order/paid' else 'product/updated' end,
       now(), current_date from generate_series(1, 50000) n`,
    [shop],
  );
  const find = async (request: Omit<PageRequest, "limit">) => {
    const found = await listEvents(app.deps, shop, { topic: "order/paid" }, { ...request, limit: 2 });
    return { ...found, rows: found.rows.map(({ id }) => Number.parseInt(id.slice(4), 16)) };
  };
  const idOf = (n: number) => `evt_${n.toString(16).padStart(32, "0")}`;
  const first = await find({});
  expect(first).toMatchObject({ rows: [50_000, 35_000], next: idOf(50_000 - LOOK + 1), previous: null });
  expect(first.lookedUntil).toBeInstanceOf(Date);
  const second = await find({ cursor: first.next });
  expect(second).toMatchObject({ rows: [], next: idOf(50_000 - 2 * LOOK + 1), previous: first.next });
  const third = await find({ cursor: second.next });
  expect(third).toMatchObject({ rows: [3], next: null, lookedUntil: null });
  const back = await find({ before: third.previous });
  expect(back).toMatchObject({ rows: [], next: third.previous, previous: idOf(3 + LOOK) });
  expect((await find({ before: back.previous })).rows).toEqual([35_000]);
});
