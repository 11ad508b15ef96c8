// What nobody in the shop chose leaves nothing of a person in the database: no body, no answer, no state.
import { beforeAll, expect, test } from "vitest";
import type { Deps } from "../../app/config/deps.ts";
import { acceptEvent } from "../../app/pipeline/inbox/accept-event.ts";
import { acceptForm } from "../../app/pipeline/inbox/accept-form.ts";
import type { AskOutcome } from "../../app/pipeline/inbox/ask-shopify.ts";
import { CONTRACT, facts, known } from "../helpers/contract-facts.ts";
import { addEndpoint, addShop, connectShop, processAll, takeIn } from "../helpers/pipeline-steps.ts";
import { sample } from "../helpers/run-mapper.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";
import { PERSONAL, tablesWith } from "./personal-values.ts";

const MINUTE = 60_000;
const clock = fakeClock();
let deps: Deps;
let answer: AskOutcome = { kind: "answered", answers: {} };

beforeAll(async () => {
  ({ deps } = await createTestDeps({}, { clock, askShopify: async () => answer }));
});

const SAMPLES = [
  ...["orders/create", "orders/updated", "orders/paid", "orders/cancelled", "orders/fulfilled"],
  ...["customers/create", "customers/update", "customers_email_marketing_consent/update"],
  ...["customers_marketing_consent/update", "customer.tags_added", "customer_payment_methods/create"],
  ...["refunds/create", "subscription_contracts/create", "subscription_billing_attempts/success"],
];

/** A shop's own: the same bytes of another shop would be set aside. */
const bodyOf = (topic: string, shop: string): string =>
  sample(topic.replace("/", "__")).replace("{", `{"shop":"${shop}",`);

async function send(shop: string, topics = SAMPLES): Promise<void> {
  for (const topic of topics) {
    const body = bodyOf(topic, shop);
    expect(await takeIn(deps, topic, body, { shop, webhookId: `${shop} ${topic}` })).toBe("stored");
  }
  await processAll(deps);
  clock.advance(2 * MINUTE);
  await processAll(deps);
}

async function newShop(domain: string, topics: string[]): Promise<string> {
  const id = await addShop(deps, domain);
  await addEndpoint(deps, id, "http://127.0.0.1:9/hook", topics);
  await connectShop(deps, domain);
  return id;
}

const statesOf = async (shopId: string): Promise<string> => {
  const { rows } = await deps.pool.query<{ state: string }>(
    "select coalesce(string_agg(state, ' '), '') as state from snapshot where shop_id = $1",
    [shopId],
  );
  return rows[0]?.state ?? "";
};

test("webhooks, events of the API and forms that nobody chose are counted and nowhere stored", async () => {
  const domain = "unchosen.myshopify.com";
  const id = await newShop(domain, ["product/created"]);
  await send(domain);
  const event = { topic: "customer/created", data: { customer: { email: "jane@example.com" } } };
  await acceptEvent(deps, id, { ...event, resource: null, customer: null, triggeredAt: clock.now() });
  const form = { handle: "hi", fields: { email: "jane@example.com" }, customer: null };
  await acceptForm(deps, { shopDomain: domain, ...form } as Parameters<typeof acceptForm>[1]);
  await processAll(deps);
  const { rows: pending } = await deps.pool.query(
    "select topic, status, reason from inbound_webhook where status <> 'mapped'",
  );
  expect(pending).toEqual([]);
  expect(await tablesWith(deps.pool, PERSONAL)).toEqual([]);
  const { rows } = await deps.pool.query<{ topic: string; count: number }>(
    "select topic, count from unchosen_count where shop_id = $1",
    [id],
  );
  const counts = new Map(rows.map(({ topic, count }) => [topic, count]));
  expect(counts.get("order/created")).toBe(1);
  expect(counts.get("customer/created")).toBe(2);
  expect(counts.get("form/submitted")).toBe(1);
});

test("a contact's tags are gathered only where contact/updated is chosen, and forgotten when it is told", async () => {
  const tags = '"tagsAdded":["';
  const topics = ["customer.tags_added"];
  const states: string[] = [];
  for (const [domain, chosen] of [
    ["no-contacts.myshopify.com", "product/created"],
    ["contacts.myshopify.com", "contact/updated"],
  ] as const) {
    const id = await newShop(domain, [chosen]);
    await takeIn(deps, "customer.tags_added", bodyOf("customer.tags_added", domain), { shop: domain });
    await processAll(deps);
    states.push(await statesOf(id));
    await send(domain, topics);
    expect(await statesOf(id), domain).not.toContain(tags);
  }
  expect(states.map((state) => state.includes(tags))).toEqual([false, true]);
});

test("the body of a webhook that Shopify was asked about goes when nothing comes of it that was chosen", async () => {
  answer = { kind: "answered", answers: known(facts(2)) };
  const id = await newShop("asked.myshopify.com", ["subscription/activated"]);
  const body = JSON.stringify({
    id: 1,
    admin_graphql_api_id: CONTRACT,
    revision_id: "2",
    secret_note: "Steve",
  });
  await takeIn(deps, "subscription_contracts/pause", body, {
    shop: "asked.myshopify.com",
    webhookId: "paused",
  });
  await processAll(deps);
  const { rows } = await deps.pool.query("select topic from unchosen_count where shop_id = $1", [id]);
  expect(rows).toEqual([{ topic: "subscription/paused" }]);
  expect(await tablesWith(deps.pool, ["Steve"])).toEqual([]);
});

test("a last payload is kept only where somebody chose to hear of deletions, and goes with one", async () => {
  const kept = async (domain: string, topic: string) => {
    const id = await newShop(domain, [topic]);
    await send(domain, ["customers/create"]);
    const count = () => deps.prisma.lastPayload.count({ where: { shopId: id } });
    const before = await count();
    await send(domain, ["customers/delete"]);
    return [before, await count()];
  };
  expect(await kept("creations.myshopify.com", "customer/created")).toEqual([0, 0]);
  expect(await kept("deletions.myshopify.com", "customer/deleted")).toEqual([1, 0]);
});
