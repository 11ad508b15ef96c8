import { Webhook } from "standardwebhooks";
import { beforeEach, expect, test } from "vitest";
import type { Deps } from "../../app/config/deps.ts";
import { startJobs } from "../../app/jobs/run-jobs.ts";
import { attemptDelivery } from "../../app/pipeline/deliver/attempt-delivery.ts";
import { claimDeliveries } from "../../app/pipeline/deliver/claim.ts";
import { recordAttempts } from "../../app/pipeline/deliver/record-attempts.ts";
import { resend } from "../../app/pipeline/deliver/resend.ts";
import { processInbound } from "../../app/pipeline/inbox/process-inbound.ts";
import { envelopeSchema } from "../../app/topics/envelope.ts";
import {
  addEndpoint,
  addShop,
  allSlots,
  deliverDue,
  letTimePass,
  processAll,
  takeIn,
} from "../helpers/pipeline-steps.ts";
import { SHOP, sample } from "../helpers/shopify-webhooks.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";
import { customerPayload, orderOf, type Story, tellStory, wordsOf } from "./customer-story.ts";
import { type DumpedRow, dumpAll, holding } from "./dump.ts";
import { carryOut, only, order } from "./redact-steps.ts";

let deps: Deps;
let databaseUrl: string;

beforeEach(async () => {
  ({ deps, databaseUrl } = await createTestDeps({}, { clock: fakeClock(new Date().toISOString()) }));
});

/** What says how a delivery went. */
const attempts = async () =>
  (
    await deps.pool.query(
      `select id, delivery_id, number, trigger, status, reason, status_code, started_at, duration_ms, remote_address
       from attempt order by id`,
    )
  ).rows;

/** Shopify has forgotten them as well by then. */
async function erase({ shop, shopify, ada }: Story) {
  shopify.store.deleteCustomer(ada.gid);
  return carryOut(deps, await order(deps, shop, ada));
}

test("after an erasure a full dump holds nothing of the customer, and all of everybody else", async () => {
  const story = await tellStory(deps);
  const { shop, shopify, ada, bo } = story;
  const endJobs = await startJobs(deps, databaseUrl);
  await endJobs();
  await deps.pool.query("update duty set status = 'failed' where id = $1", [await order(deps, shop, ada)]);
  const before = await dumpAll(deps.pool);
  const attemptsBefore = await attempts();
  const tables = holding(before, wordsOf(ada)).map(({ table }) => table.replace(/_\d{8}$/, ""));
  expect([...new Set(tables)].sort()).toEqual([
    ...["partitions.attempt", "partitions.event_payload", "partitions.inbound_body", "public.api_event_key"],
    ...["public.duty", "public.event", "public.inquiry", "public.last_payload", "public.notice"],
    ...["public.recovery", "public.snapshot"],
  ]);

  const duty = await erase(story);
  expect(duty).toMatchObject({ status: "done", details: null, customer: ada.gid });
  expect(duty.result).toMatchObject({
    ...{ events: 6, deliveries: 12, webhooks: 7, answers: 2, last_payloads: 3, snapshots: 1 },
  });
  expect(duty.result.attempts).toBeGreaterThan(duty.result.deliveries);

  const after = await dumpAll(deps.pool);
  expect(holding(after, wordsOf(ada))).toEqual([]);
  expect(holding(after, wordsOf(bo))).toEqual(holding(before, wordsOf(bo)));
  expect(holding(before, wordsOf(bo)).length).toBeGreaterThan(20);
  expect(await attempts()).toEqual(attemptsBefore);
  const untouched = /^public\.(delivery|event_key|endpoint|lane|lease|shop|failure_streak|unchosen_count)$/;
  expect(only(after, untouched)).toEqual(only(before, untouched));

  // What was on its way arrives without it.
  await processAll(deps);
  await letTimePass(deps);
  await deliverDue(deps);
  expect(holding(await dumpAll(deps.pool), wordsOf(ada))).toEqual([]);
  const events = await deps.prisma.event.count({ where: { shopId: story.shopId, customer: ada.gid } });
  expect(events).toBe(await deps.prisma.event.count({ where: { shopId: story.shopId, customer: bo.gid } }));
  expect(shopify.operations.length).toBeGreaterThan(0);
}, 60_000);

test("an erased event is sent again under its id, signed, and says that it is redacted", async () => {
  const story = await tellStory(deps);
  await erase(story);
  const { rows } = await deps.pool.query<{ id: string; event_id: string; endpoint_id: string }>(
    `select d.id, d.event_id, d.endpoint_id from delivery d join event e on e.id = d.event_id
     where e.customer = $1 and d.topic = 'order/created' and d.status = 'succeeded' limit 1`,
    [story.ada.gid],
  );
  const [delivery] = rows;
  expect(await resend(deps, story.shopId, delivery?.id ?? "")).toEqual({ kind: "queued" });
  await deliverDue(deps);
  const sent = story.good.received.filter(({ headers }) => headers["webhook-id"] === delivery?.event_id);
  expect(sent).toHaveLength(2);
  const [first, again] = sent.map(({ body }) => JSON.parse(body));
  expect(again).toMatchObject({
    ...{ redacted: true, id: first.id, sequence: first.sequence, triggered_at: first.triggered_at },
    data: { order: { id: first.data.order.id, total_price: "10.50", email: null, shipping_address: null } },
  });
  envelopeSchema.parse(again);
  expect(() => new Webhook(story.secret).verify(sent[1]?.body ?? "", sent[1]?.headers ?? {})).not.toThrow();
}, 60_000);

test("an erasure that is carried out again, as after a crash, changes nothing more", async () => {
  const story = await tellStory(deps);
  const id = await order(deps, story.shop, story.ada);
  await carryOut(deps, id);
  const after = await dumpAll(deps.pool);
  await deps.pool.query(
    `update duty set status = 'pending', details = '{"email":null,"phone":null,"orders":[]}' where id = $1`,
    [id],
  );
  await carryOut(deps, id);
  const isDuty = ({ table }: DumpedRow) => table === "public.duty";
  expect((await dumpAll(deps.pool)).filter((row) => !isDuty(row))).toEqual(
    after.filter((row) => !isDuty(row)),
  );
}, 60_000);

test("while a delivery of theirs is being sent it is tried again: the answer may repeat the body", async () => {
  const story = await tellStory(deps);
  await letTimePass(deps);
  const { deliveries } = await claimDeliveries(deps.pool, allSlots(deps));
  expect(deliveries.length).toBeGreaterThan(0);
  const id = await order(deps, story.shop, story.ada);
  expect(await carryOut(deps, id)).toMatchObject({
    status: "pending",
    reason: expect.stringContaining("being sent"),
  });
  const sent = await Promise.all(deliveries.map((delivery) => attemptDelivery(deps, delivery)));
  await recordAttempts(deps.pool, sent, deps.env.ENDPOINT_CONCURRENCY);
  const answers = only(await dumpAll(deps.pool), /attempt/);
  expect(holding(answers, wordsOf(story.ada)).length).toBeGreaterThan(0);
  expect(await carryOut(deps, id)).toMatchObject({ status: "done" });
  expect(holding(await dumpAll(deps.pool), wordsOf(story.ada))).toEqual([]);
}, 60_000);

test("the same customer of another shop keeps everything", async () => {
  const story = await tellStory(deps);
  const domain = "elsewhere.myshopify.com";
  const shopId = await addShop(deps, domain);
  await addEndpoint(deps, shopId, "http://127.0.0.1:9/hook");
  await takeIn(deps, "customers/update", customerPayload(story.ada, "Likes coffee"), { shop: domain });
  await takeIn(deps, "orders/create", orderOf(story.ada, { guest: true }), { shop: domain });
  await processInbound(deps);
  const theirs = (rows: DumpedRow[]) => holding(holding(rows, wordsOf(story.ada)), [shopId, domain]);
  const before = theirs(await dumpAll(deps.pool));
  expect(before.length).toBeGreaterThan(2);
  await erase(story);
  expect(theirs(await dumpAll(deps.pool))).toEqual(before);
}, 60_000);

test("a guest's order that Shopify names is erased though it says neither customer nor address", async () => {
  const shopId = await addShop(deps);
  await addEndpoint(deps, shopId, "http://127.0.0.1:9/hook");
  const body = { id: 77, admin_graphql_api_id: "gid://shopify/Order/77", customer: null, note: "Ring twice" };
  await takeIn(deps, "orders/create", JSON.stringify(body));
  await takeIn(
    deps,
    "orders/create",
    JSON.stringify({ ...body, id: 78, admin_graphql_api_id: "gid://shopify/Order/78" }),
  );
  await processAll(deps);
  await carryOut(
    deps,
    await order(deps, SHOP, { gid: "gid://shopify/Customer/5" }, ["gid://shopify/Order/77"]),
  );
  const { rows } = await deps.pool.query<{ resource: string; body: string }>(
    "select e.resource, p.body from event e join event_payload p on p.event_id = e.id order by e.resource",
  );
  expect(rows.map(({ resource, body }) => [resource, JSON.parse(body).data.order.note])).toEqual([
    ["gid://shopify/Order/77", null],
    ["gid://shopify/Order/78", "Ring twice"],
  ]);
  expect(holding(only(await dumpAll(deps.pool), /inbound_body|last_payload/), ["Ring twice"])).toHaveLength(
    2,
  );
});

test("of a customer who was merged into the erased one the events go as well", async () => {
  const shopId = await addShop(deps);
  await addEndpoint(deps, shopId, "http://127.0.0.1:9/hook");
  const lost = {
    gid: "gid://shopify/Customer/2",
    first: "Al",
    last: "Formerly",
    email: "al@example.com",
    phone: "+14165550111",
  };
  await takeIn(deps, "customers/update", customerPayload(lost, "Likes tea"));
  const kept = "gid://shopify/Customer/1";
  const ids = { admin_graphql_api_customer_kept_id: kept, admin_graphql_api_customer_deleted_id: lost.gid };
  await takeIn(deps, "customers/merge", JSON.stringify({ ...ids, status: "completed", errors: [] }));
  await processAll(deps);
  expect(holding(await dumpAll(deps.pool), wordsOf(lost)).length).toBeGreaterThan(0);
  await carryOut(deps, await order(deps, SHOP, { gid: kept }));
  expect(holding(await dumpAll(deps.pool), wordsOf(lost))).toEqual([]);
});

test.each([
  [
    "a customer of whom nothing is held",
    SHOP,
    { gid: "gid://shopify/Customer/404", email: "no@example.com" },
  ],
  ["an unknown shop", "nobody.myshopify.com", { gid: "gid://shopify/Customer/1" }],
  ["somebody without a number", SHOP, { email: "guest@example.com" }],
])("%s is erased with nothing but zeros", async (_what, shop, who) => {
  await addShop(deps);
  const { status, result } = await carryOut(deps, await order(deps, shop, who));
  expect(status).toBe("done");
  expect(Object.values(result)).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

test("Shopify's webhook becomes the duty, and leaves no body behind", async () => {
  const story = await tellStory(deps);
  const body = sample("customers/redact", {
    ...{ "{shop}.myshopify.com": story.shop, "191167": story.ada.gid.split("/").at(-1) ?? "" },
  });
  await takeIn(deps, "customers/redact", body, { shop: story.shop });
  await processAll(deps);
  const duty = await deps.prisma.duty.findFirstOrThrow({ where: { shopDomain: story.shop } });
  expect(await carryOut(deps, duty.id)).toMatchObject({
    ...{ kind: "customer_redact", customer: story.ada.gid, status: "done", details: null },
  });
  expect(holding(await dumpAll(deps.pool), ["ada.quillfeather"])).toEqual([]);
}, 60_000);
