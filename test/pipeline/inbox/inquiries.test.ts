import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Deps } from "../../../app/config/deps.ts";
import type { AskOutcome } from "../../../app/pipeline/inbox/ask-shopify.ts";
import { askDue } from "../../../app/pipeline/inbox/ask-worker.ts";
import { leaseInquiries } from "../../../app/pipeline/inbox/inquiries.ts";
import { processAnswered } from "../../../app/pipeline/inbox/process-answered.ts";
import { processInbound } from "../../../app/pipeline/inbox/process-inbound.ts";
import { saveRules } from "../../../app/rules/save-rules.ts";
import { CONTRACT, facts, known, line } from "../../helpers/contract-facts.ts";
import { addEndpoint, addShop, connectShop, processAll, takeIn } from "../../helpers/pipeline-steps.ts";
import { createTestDeps, fakeClock } from "../../helpers/test-deps.ts";

const clock = fakeClock();
const asked: string[] = [];
let answer: (shop: string) => AskOutcome;
let deps: Deps;
let shops = 0;

beforeAll(async () => {
  ({ deps } = await createTestDeps(
    {},
    {
      clock,
      askShopify: async (shop) => {
        asked.push(shop);
        return answer(shop);
      },
    },
  ));
});

beforeEach(() => {
  asked.length = 0;
  answer = () => ({ kind: "answered", answers: known(facts(1)) });
});

const webhook = (revision: number) =>
  JSON.stringify({ id: 1, admin_graphql_api_id: CONTRACT, status: "active", revision_id: String(revision) });

const PAYMENT_METHOD = JSON.stringify({
  admin_graphql_api_id: "gid://shopify/CustomerPaymentMethod/abc",
  customer_id: 7,
});

/** A shop of the test's own; with `topics`, an endpoint that chose them. */
async function newShop(topics: string[] = ["*"]): Promise<{ id: string; domain: string }> {
  shops += 1;
  const domain = `asked-${shops}.myshopify.com`;
  const id = await addShop(deps, domain);
  if (topics.length > 0) await addEndpoint(deps, id, "http://127.0.0.1:9/hook", topics);
  return { id, domain };
}

async function eventsOf(shopId: string): Promise<{ topic: string; data: Record<string, unknown> }[]> {
  const { rows } = await deps.pool.query<{ topic: string; body: string }>(
    "select e.topic, p.body from event e join event_payload p on p.event_id = e.id where e.shop_id = $1 order by e.id",
    [shopId],
  );
  return rows.map(({ topic, body }) => ({ topic, data: JSON.parse(body).data }));
}

const inquiries = async (shopId: string) =>
  (await deps.pool.query("select status, tries, reason from inquiry where shop_id = $1", [shopId])).rows;

test("a connected shop's contract is asked for before its event goes out, with lines and date", async () => {
  const shop = await newShop();
  await connectShop(deps, shop.domain);
  await takeIn(deps, "subscription_contracts/create", webhook(1), { shop: shop.domain });
  await processInbound(deps);
  expect(await eventsOf(shop.id)).toEqual([]);
  await processAll(deps);
  const [event] = await eventsOf(shop.id);
  expect(event).toMatchObject({
    topic: "subscription/created",
    data: { contract: { next_order_date: "2026-12-20T10:00:00Z", lines: [{ title: "Product 1" }] } },
  });
  expect(await inquiries(shop.id)).toEqual([]);
});

test("a shop without a session is not asked for: its events go out at once with what the webhook says", async () => {
  const shop = await newShop();
  await takeIn(deps, "subscription_contracts/create", webhook(1), { shop: shop.domain });
  await processInbound(deps);
  expect(asked).toEqual([]);
  expect((await eventsOf(shop.id))[0]?.data.unavailable).toMatchObject({ "contract.lines": "not_asked" });
});

test("what nobody chose is not asked for", async () => {
  const shop = await newShop(["order/created"]);
  await connectShop(deps, shop.domain);
  await takeIn(deps, "subscription_contracts/create", webhook(1), { shop: shop.domain });
  await processAll(deps);
  expect(asked).toEqual([]);
});

test("a shop of which Shopify does not answer waits alone, is shown, and loses nothing", async () => {
  const [failing, other] = [await newShop(), await newShop()];
  for (const { domain } of [failing, other]) {
    await connectShop(deps, domain);
    await takeIn(deps, "subscription_contracts/create", webhook(1), { shop: domain });
    await takeIn(deps, "orders/create", '{"id":1}', { shop: domain });
  }
  answer = (shop) =>
    shop === failing.domain
      ? { kind: "postponed", reason: "Shopify answered 502.", retryAfterMs: null, concerns: "shop" }
      : { kind: "answered", answers: known(facts(1)) };
  await processAll(deps);
  const topics = async (shopId: string) => (await eventsOf(shopId)).map(({ topic }) => topic).sort();
  expect(await topics(other.id)).toEqual(["order/created", "subscription/created"]);
  expect(await topics(failing.id)).toEqual(["order/created"]);
  expect(await inquiries(failing.id)).toEqual([
    { status: "asking", tries: 1, reason: "Shopify answered 502." },
  ]);

  asked.length = 0;
  await processAll(deps);
  expect(asked).toEqual([]);
  clock.advance(2_000);
  answer = () => ({ kind: "answered", answers: known(facts(1)) });
  await processAll(deps);
  expect(await topics(failing.id)).toEqual(["order/created", "subscription/created"]);
});

test("Shopify's own waiting time is kept", async () => {
  const shop = await newShop();
  await connectShop(deps, shop.domain);
  await takeIn(deps, "subscription_contracts/create", webhook(1), { shop: shop.domain });
  answer = () => ({ kind: "postponed", reason: "Throttled.", retryAfterMs: 20_000, concerns: "shop" });
  await processAll(deps);
  clock.advance(19_000);
  await processAll(deps);
  expect(asked).toHaveLength(1);
  clock.advance(1_000);
  await processAll(deps);
  expect(asked).toHaveLength(2);
  answer = () => ({ kind: "answered", answers: known(facts(1)) });
  clock.advance(3_600_000);
  await processAll(deps);
});

test("after three days in vain the event goes out and says what was not answered", async () => {
  const shop = await newShop();
  await connectShop(deps, shop.domain);
  await takeIn(deps, "subscription_contracts/cancel", webhook(2), { shop: shop.domain });
  answer = () => ({
    kind: "postponed",
    reason: "Shopify answered 502.",
    retryAfterMs: null,
    concerns: "shop",
  });
  await processAll(deps);
  clock.advance(3 * 86_400_000 + 1);
  await processAll(deps);
  expect((await eventsOf(shop.id))[0]).toMatchObject({
    topic: "subscription/cancelled",
    data: { unavailable: { "contract.lines": "not_answered", "customer.email": "not_answered" } },
  });
});

test("an answer that a crash left unmapped is mapped by the next round", async () => {
  const shop = await newShop();
  await connectShop(deps, shop.domain);
  await takeIn(deps, "subscription_contracts/create", webhook(1), { shop: shop.domain });
  await processInbound(deps);
  await askDue(deps);
  expect(await inquiries(shop.id)).toMatchObject([{ status: "answered" }]);
  expect(await processAnswered(deps)).toBe(1);
  expect(await processAnswered(deps)).toBe(0);
  expect(await eventsOf(shop.id)).toHaveLength(1);
});

test("a question that breaks the asking is shown, and holds up no other one", async () => {
  const shop = await newShop();
  await connectShop(deps, shop.domain);
  await takeIn(deps, "subscription_contracts/create", webhook(1), { shop: shop.domain });
  const other = webhook(1).replace('"id":1', '"id":2').replace("Contract/1", "Contract/2");
  await takeIn(deps, "subscription_contracts/create", other, { shop: shop.domain });
  let calls = 0;
  answer = () => {
    calls += 1;
    if (calls === 1) throw new TypeError("cannot read a field of undefined");
    return { kind: "answered", answers: known(facts(1)) };
  };
  while ((await processInbound(deps)) > 0);
  await askDue(deps);
  await processAnswered(deps);
  expect(await eventsOf(shop.id)).toHaveLength(1);
  expect(await inquiries(shop.id)).toMatchObject([{ reason: "Shopify's answer could not be read." }]);
  clock.advance(2_000);
  await processAll(deps);
  expect(await eventsOf(shop.id)).toHaveLength(2);
});

test("webhooks of one action that ask the same are answered by one question", async () => {
  const shop = await newShop();
  await connectShop(deps, shop.domain);
  await takeIn(deps, "subscription_contracts/create", webhook(1), { shop: shop.domain });
  await takeIn(deps, "subscription_contracts/update", webhook(1), { shop: shop.domain });
  await processAll(deps);
  expect(asked).toEqual([shop.domain]);
  expect(await eventsOf(shop.id)).toHaveLength(1);
});

test("a question that lacks a permission delays itself alone", async () => {
  const shop = await newShop();
  await connectShop(deps, shop.domain);
  await takeIn(deps, "subscription_contracts/create", webhook(1), { shop: shop.domain });
  await takeIn(deps, "customer_payment_methods/create", PAYMENT_METHOD, { shop: shop.domain });
  let calls = 0;
  answer = () => {
    calls += 1;
    return calls === 1
      ? { kind: "postponed", reason: "read_products is missing.", retryAfterMs: null, concerns: "question" }
      : { kind: "answered", answers: {} };
  };
  while ((await processInbound(deps)) > 0);
  await askDue(deps);
  await processAnswered(deps);
  expect((await eventsOf(shop.id)).map(({ topic }) => topic)).toEqual(["payment_method/created"]);
  expect(await inquiries(shop.id)).toMatchObject([{ reason: "read_products is missing." }]);
  await deps.pool.query("delete from inquiry");
});

test("answers whose webhook has aged out stand before nobody", async () => {
  const shop = await newShop();
  await connectShop(deps, shop.domain);
  await takeIn(deps, "subscription_contracts/create", webhook(1), { shop: shop.domain });
  await processInbound(deps);
  await askDue(deps);
  await deps.pool.query("delete from inbound_webhook where shop_domain = $1", [shop.domain]);
  expect(await processAnswered(deps)).toBe(1);
  expect(await inquiries(shop.id)).toEqual([]);
});

test("a webhook that fails after its answer keeps the customer by whom it is found", async () => {
  const shop = await newShop();
  await connectShop(deps, shop.domain);
  const rules = { subscription_source: { apps: ["5284869"] } };
  expect((await saveRules(deps, shop.id, rules)).kind).toBe("saved");
  answer = () => ({ kind: "answered", answers: { order: { kind: "not_answered" } } });
  await takeIn(deps, "orders/create", '{"id":5,"app_id":5284869,"customer":{"id":7}}', { shop: shop.domain });
  await processAll(deps);
  const { rows } = await deps.pool.query(
    "select status, reason, customer from inbound_webhook where shop_domain = $1 and topic = 'orders/create'",
    [shop.domain],
  );
  const reason = "Shopify did not answer a question about orders";
  expect(rows).toEqual([{ status: "failed", reason, customer: "gid://shopify/Customer/7" }]);
});

test("a question whose asker died is asked again when its lease has run out", async () => {
  const shop = await newShop();
  await connectShop(deps, shop.domain);
  await takeIn(deps, "subscription_contracts/create", webhook(1), { shop: shop.domain });
  await processInbound(deps);
  const limits = { shops: 100, perShop: 10 };
  expect(await leaseInquiries(deps.pool, clock.now(), [], limits)).toHaveLength(1); // and then it died
  await processAll(deps);
  expect(await eventsOf(shop.id)).toEqual([]);
  clock.advance(2 * 60_000);
  await processAll(deps);
  expect(await eventsOf(shop.id)).toHaveLength(1);
});

test("a moved date is told after a moment, from the database's memory alone", async () => {
  const shop = await newShop();
  await connectShop(deps, shop.domain);
  await takeIn(deps, "subscription_contracts/create", webhook(1), { shop: shop.domain });
  await processAll(deps);
  const moved = facts(2, { nextBillingDate: "2027-01-05T10:00:00Z", lines: [line(1, { quantity: 2 })] });
  answer = () => ({ kind: "answered", answers: known(moved) });
  await takeIn(deps, "subscription_contracts/update", webhook(2), { shop: shop.domain });
  await processAll(deps);
  expect(await eventsOf(shop.id)).toHaveLength(1);
  clock.advance(10_000);
  await processAll(deps);
  const told = (await eventsOf(shop.id)).slice(1);
  expect(told.map(({ topic }) => topic)).toEqual([
    "subscription/updated",
    "subscription/next_order_date_changed",
  ]);
});

test("one shop's thousand questions do not stand before another shop's one", async () => {
  const [busy, quiet] = [await newShop(), await newShop()];
  await connectShop(deps, busy.domain);
  await connectShop(deps, quiet.domain);
  for (let count = 0; count < 40; count += 1)
    await takeIn(
      deps,
      "subscription_contracts/create",
      webhook(1).replace("Contract/1", `Contract/${count}`),
      {
        shop: busy.domain,
      },
    );
  await takeIn(deps, "subscription_contracts/create", webhook(1), { shop: quiet.domain });
  while ((await processInbound(deps)) > 0);
  await askDue(deps);
  expect(asked.filter((shop) => shop === quiet.domain)).toHaveLength(1);
  expect(asked.filter((shop) => shop === busy.domain)).toHaveLength(10);
  await processAll(deps);
});
