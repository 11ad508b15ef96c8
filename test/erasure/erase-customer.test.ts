// What is theirs and what is not, where it is told by a text.
import { beforeEach, expect, test } from "vitest";
import type { Deps } from "../../app/config/deps.ts";
import { inTransaction } from "../../app/db/transaction.ts";
import { sendTest } from "../../app/pipeline/deliver/send-test.ts";
import { insertDuties } from "../../app/pipeline/inbox/duties.ts";
import { customerPayload, orderOf, type Somebody, tellStory } from "../duties/customer-story.ts";
import { type DumpedRow, dumpAll, holding } from "../duties/dump.ts";
import { carryOut, only, order } from "../duties/redact-steps.ts";
import { addEndpoint, addShop, processAll, takeIn } from "../helpers/pipeline-steps.ts";
import { SHOP } from "../helpers/shopify-webhooks.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";
import { createTestReceiver } from "../helpers/test-receiver.ts";

let deps: Deps;

beforeEach(async () => {
  ({ deps } = await createTestDeps({}, { clock: fakeClock(new Date().toISOString()) }));
});

const ann: Somebody = {
  ...{ gid: "gid://shopify/Customer/41", first: "Ann", last: "Smithers" },
  ...{ email: "ann@example.co", phone: "+14165550141" },
};

test("of somebody whose address ends in the customer's everything stays", async () => {
  const shopId = await addShop(deps);
  await addEndpoint(deps, shopId, "http://127.0.0.1:9/hook");
  const joann = {
    ...ann,
    gid: "gid://shopify/Customer/42",
    first: "Jo",
    last: "Annings",
    phone: "+14165550142",
  };
  const others = ["joann@example.co", "ann@example.com"].map((email) => ({ ...joann, email }));
  for (const who of others) {
    const guest = orderOf(who, { guest: true });
    await takeIn(deps, "orders/create", guest);
    const { admin_graphql_api_id: resource } = JSON.parse(guest);
    await deps.prisma.lastPayload.create({ data: { shopId, resource, body: guest } });
    const state = JSON.stringify({ mail: who.email });
    await deps.prisma.snapshot.create({ data: { shopId, resource: `member:${who.email}`, state } });
    const key = { shopId, key: `order:${who.email}`, bodyHash: "h", eventId: "evt_1" };
    await deps.prisma.apiEventKey.create({ data: key });
  }
  await processAll(deps);
  const theirs = (rows: DumpedRow[]) => others.flatMap(({ email }) => holding(rows, [email]));
  const before = theirs(await dumpAll(deps.pool));
  expect(before.length).toBeGreaterThan(8);
  const { result } = await carryOut(deps, await order(deps, SHOP, ann));
  expect(Object.values(result)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  expect(theirs(await dumpAll(deps.pool))).toEqual(before);
});

test("what receivers answered goes even when the event's payload has aged out", async () => {
  const story = await tellStory(deps);
  const { shop, ada, bo } = story;
  await deps.pool.query("delete from event_payload");
  await deps.pool.query("update event set customer = null, resource = null where customer = $1", [ada.gid]);
  const answers = async () => only(await dumpAll(deps.pool), /attempt|notice/);
  const before = await answers();
  expect(holding(before, [ada.email, encodeURIComponent(ada.email)]).length).toBeGreaterThan(10);
  const { result } = await carryOut(deps, await order(deps, shop, ada));
  expect(result).toMatchObject({ events: 0, attempts: expect.any(Number) });
  expect(result.attempts).toBeGreaterThan(10);
  const after = await answers();
  expect(holding(after, [ada.email, encodeURIComponent(ada.email)])).toEqual([]);
  expect(holding(after, [bo.email])).toEqual(holding(before, [bo.email]));
  expect(holding(before, [bo.email]).length).toBeGreaterThan(10);
}, 60_000);

test("a notice goes without the answer that quotes the customer, whoever's event it is of", async () => {
  const shopId = await addShop(deps);
  const notice = (id: string, response: string) =>
    deps.prisma.notice.create({ data: { id, shopId, endpointId: "ep_1", kind: "exhausted", response } });
  await notice("ntc_1", `{"error":"no\\n${ann.email}"}`);
  await notice("ntc_2", "joann@example.co is unknown");
  await carryOut(deps, await order(deps, SHOP, ann));
  const left = await deps.prisma.notice.findMany({ where: { shopId }, orderBy: { id: "asc" } });
  expect(left.map(({ response }) => response)).toEqual([null, "joann@example.co is unknown"]);
});

test("a request for their data that waits is done with the erasure, and forgets the address", async () => {
  await addShop(deps);
  const details = { email: ann.email, phone: ann.phone, orders: [] };
  const asked = (customer: string | null) => ({
    ...{ shopDomain: SHOP, kind: "data_request" as const, customer, details, requestedAt: new Date() },
  });
  await inTransaction(deps.pool, (tx) => insertDuties(tx, [asked(ann.gid), asked(null)]));
  await deps.pool.query("update duty set due_at = now() + interval '1 hour', reason = 'No mail.'");
  await carryOut(deps, await order(deps, SHOP, ann));
  const requests = await deps.prisma.duty.findMany({ where: { kind: "data_request" } });
  const done = { status: "done", details: null, reason: null, doneAt: expect.any(Date) };
  expect(requests).toMatchObject([done, done]);
  expect(requests.map(({ result }) => JSON.parse(result ?? ""))).toEqual(
    Array.from({ length: 2 }, () => ({ erased_with_customer: true })),
  );
});

test("ids that a sender made of a name, an address or a telephone number go", async () => {
  const shopId = await addShop(deps);
  await addEndpoint(deps, shopId, "http://127.0.0.1:9/hook");
  await takeIn(deps, "customers/update", customerPayload(ann, "Likes tea"));
  await processAll(deps);
  const ids = ["member:Ann Smithers", "member-ann@example.co", "tel:416-555-0141", "member:Joann Smithers"];
  const [event] = await deps.prisma.event.findMany({ where: { shopId, customer: ann.gid } });
  await deps.prisma.event.update({ where: { id: event?.id ?? "" }, data: { resource: ids[0] ?? "" } });
  for (const id of ids) {
    await deps.prisma.snapshot.create({ data: { shopId, resource: id, state: "{}" } });
    await deps.prisma.apiEventKey.create({ data: { shopId, key: id, bodyHash: "h", eventId: "evt_1" } });
  }
  await carryOut(deps, await order(deps, SHOP, ann));
  const after = await dumpAll(deps.pool);
  expect(holding(after, ids).map(({ table }) => table)).toEqual(["public.api_event_key", "public.snapshot"]);
  expect(holding(after, ["Joann Smithers"])).toHaveLength(2);
});

test.each(["r\\u0026d@example.com", "R&D@example.com"])(
  "an address that Shopify wrote as %s is found",
  async (spelling) => {
    const shopId = await addShop(deps);
    await addEndpoint(deps, shopId, "http://127.0.0.1:9/hook");
    const body = `{"id":9,"admin_graphql_api_id":"gid://shopify/Order/9","email":"${spelling}","note":"Ring twice"}`;
    await takeIn(deps, "orders/create", body);
    await deps.prisma.lastPayload.create({ data: { shopId, resource: "gid://shopify/Order/9", body } });
    await processAll(deps);
    const { result } = await carryOut(deps, await order(deps, SHOP, { email: "r&d@example.com" }));
    expect(result).toMatchObject({ events: 1, webhooks: 1, last_payloads: 1 });
    expect(holding(await dumpAll(deps.pool), ["example.com", "Ring twice"])).toEqual([]);
  },
);

test.each([
  ["a NUL", "Gold\u0000"],
  ["half a character", "Gold\ud83d"],
])("a state whose tier holds %s, which PostgreSQL cannot write, goes as any other", async (_what, tier) => {
  const shopId = await addShop(deps);
  const [updatedAt, told] = [1_764_000_000_000, { created: 1_763_000_000_000 }];
  const content = { updatedAt, told, hash: tier, early: [tier] };
  const kept = (parts: object) => JSON.stringify({ tier: { state: { tier } }, ...parts });
  const states = {
    [ann.gid]: kept({ content: { state: content } }),
    "gid://shopify/Customer/44": kept({
      content: { state: { deleted: true, updatedAt, tier } },
      of: ann.email,
    }),
    "gid://shopify/Customer/45": kept({ of: ann.email }),
  };
  for (const [resource, state] of Object.entries(states))
    await deps.prisma.snapshot.create({ data: { shopId, resource, state } });
  const { result } = await carryOut(deps, await order(deps, SHOP, ann));
  expect(result).toMatchObject({ snapshots: 3 });
  const left = await deps.prisma.snapshot.findMany({ where: { shopId }, orderBy: { resource: "asc" } });
  expect(left.map(({ state }) => state && JSON.parse(state))).toEqual([
    { content: { state: { updatedAt, told, hash: null } } },
    { content: { state: { deleted: true, updatedAt, tier } } },
    null,
  ]);
});

test("of an event that quotes the customer no more goes when the erasure is tried again", async () => {
  const shopId = await addShop(deps);
  await addEndpoint(deps, shopId, "http://127.0.0.1:9/hook");
  const bo = {
    ...ann,
    gid: "gid://shopify/Customer/43",
    first: "Bo",
    last: "Otherwise",
    email: "bo@example.com",
  };
  const guest = {
    ...JSON.parse(orderOf({ ...bo, phone: "+14165550143" }, { guest: true })),
    note: ann.email,
  };
  await takeIn(deps, "orders/create", JSON.stringify(guest));
  await processAll(deps);
  const id = await order(deps, SHOP, ann);
  await deps.pool.query("insert into lease (delivery_id, token, until) select id, 't', now() from delivery");
  expect(await carryOut(deps, id)).toMatchObject({ status: "pending" });
  await deps.pool.query("delete from lease");
  expect(await carryOut(deps, id)).toMatchObject({ status: "done", result: { events: 1 } });
  const { rows } = await deps.pool.query<{ body: string }>("select body from event_payload");
  expect(JSON.parse(rows[0]?.body ?? "").data.order).toMatchObject({ email: "bo@example.com", note: null });
});

test("a test call with a customer's data goes with them, and a sample stays", async () => {
  const shopId = await addShop(deps);
  const receiver = await createTestReceiver();
  const { id } = await addEndpoint(deps, shopId, receiver.url);
  const home = { address1: "1 Quince Street", city: "Ottawa" };
  const named = { first_name: ann.first, last_name: ann.last, default_address: home };
  const calls = [
    { order: { customer: { admin_graphql_api_id: ann.gid, ...named } } },
    { customer: { id: 41, ...named } },
    { contract: { lines: [], customer_id: "41" }, ...named },
  ];
  for (const data of calls) await sendTest(deps, shopId, id, { topic: "order/paid", data });
  await sendTest(deps, shopId, id, { topic: "order/paid" });
  const words = [ann.last, home.address1];
  const sampled = async () =>
    (await deps.prisma.eventPayload.findMany()).filter(({ body }) => !body.includes('"redacted":true'))
      .length;
  expect(holding(await dumpAll(deps.pool), words).length).toBeGreaterThan(2);
  expect(await sampled()).toBe(4);
  const { result } = await carryOut(deps, await order(deps, SHOP, { gid: ann.gid }));
  expect(result).toMatchObject({ events: 3 });
  expect(holding(await dumpAll(deps.pool), words)).toEqual([]);
  expect(await sampled()).toBe(1);
});
