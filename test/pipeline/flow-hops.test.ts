// Events that workflows of Flow send, and workflows that these events start, and so on.
import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { firstIdAt, newId } from "../../app/db/ids.ts";
import { acceptFlowRun, type FlowRun } from "../../app/pipeline/inbox/accept-flow-run.ts";
import type { AskShopify } from "../../app/pipeline/inbox/ask-shopify.ts";
import type { CheckReferences } from "../../app/pipeline/inbox/check-references.ts";
import { readRun } from "../../app/server/flow/read-run.ts";
import { addEndpoint, addShop, connectShop, processAll } from "../helpers/pipeline-steps.ts";
import { customerGid } from "../helpers/run-mapper.ts";
import { createTestDeps } from "../helpers/test-deps.ts";

let answer: AskShopify = async () => ({ kind: "not_connected" });
const { deps } = await createTestDeps({}, { askShopify: (...question) => answer(...question) });
let shop: { id: string; domain: string };
let customers = 0;

beforeEach(async () => {
  shop = await openShop();
});

/** With an endpoint for everything, and a trigger that starts workflows for events of workflows as well. */
async function openShop({ flowEvents = true } = {}) {
  const domain = `${randomUUID()}.myshopify.com`;
  const id = await addShop(deps, domain);
  await addEndpoint(deps, id, "http://127.0.0.1:9/");
  await openTrigger(id, "points-changed", flowEvents);
  return { id, domain };
}

async function openTrigger(shopId: string, handle: string, flowEvents = true) {
  const id = newId("ep");
  const trigger = { flowTrigger: handle, flowEvents, url: `flow:${handle}` };
  await deps.prisma.endpoint.create({ data: { id, shopId, ...trigger } });
  await deps.prisma.lane.create({ data: { endpointId: id, shopId } });
}

const nextCustomer = (): number => {
  customers += 1;
  return customers;
};

const unanswered: CheckReferences = async () => ({ kind: "unanswered" });

interface Workflow {
  customer?: number;
  order?: number;
  startedBy?: string;
  topic?: string;
  data?: string;
  step?: string;
  check?: CheckReferences;
  of?: { id: string; domain: string };
}

/** A workflow runs; returns the event that comes of it. */
async function run({
  customer,
  order,
  startedBy,
  topic = "loyalty/points_changed",
  data = topic.startsWith("order/") ? '{"order":{}}' : "",
  step,
  check,
  of = shop,
}: Workflow) {
  const id = randomUUID();
  const properties = {
    ...{ topic, data, customer_id: customer, order_id: order },
    ...{ event_id: startedBy, step_reference: step },
  };
  const reading = readRun({ action_run_id: id, properties }, deps.clock.now());
  if (reading.kind === "wrong") throw new Error(reading.reason);
  const outcome = await acceptFlowRun({ ...deps, checkReferences: check ?? unanswered }, of, reading.run);
  expect(outcome.kind).toBe("stored");
  await processAll(deps);
  return eventOf(reading.run, of.domain);
}

async function eventOf({ id }: FlowRun, domain: string) {
  const { rows } = await deps.pool.query<{
    id: string;
    hops: number;
    customer: string;
    toFlow: string | null;
  }>(
    `select e.id, e.flow_hops as hops, e.customer, (
       select coalesce(d.last_reason, d.status) from delivery d join endpoint p on p.id = d.endpoint_id
       where d.event_id = e.id and p.flow_trigger is not null) as "toFlow"
     from event e join inbound_webhook w on w.id = e.inbound_id
     where w.webhook_id = $1 and w.shop_domain = $2`,
    [`flow:${id}`, domain],
  );
  const [event, ...others] = rows;
  expect(others).toEqual([]);
  if (!event) throw new Error("the run made no event");
  return event;
}

/** Four times round: each event starts a workflow that sends the next one. */
async function roundTrips(next: (before: string) => Workflow, first: Workflow) {
  const rounds = [await run(first)];
  while (rounds.length < 4) rounds.push(await run(next(rounds.at(-1)?.id ?? "")));
  return rounds.map(({ hops, toFlow }) => [hops, toFlow]);
}

const THREE_TIMES = [
  [1, "pending"],
  [2, "pending"],
  [3, "pending"],
  [4, "flow_hops"],
];

test("events that start each other end after three, where workflows name what started them", async () => {
  const trips = await roundTrips((before) => ({ customer: nextCustomer(), startedBy: before }), {
    customer: nextCustomer(),
  });
  expect(trips).toEqual(THREE_TIMES);
});

test("events that start each other end after three, also where only the customer is the same", async () => {
  const customer = nextCustomer();
  expect(await roundTrips(() => ({ customer }), { customer })).toEqual(THREE_TIMES);
});

test("events that start each other end after three, also where nobody is named", async () => {
  expect(await roundTrips(() => ({}), {})).toEqual(THREE_TIMES);
});

test("a customer whom only Shopify's answer about the order names is the same customer", async () => {
  const customer = customerGid(nextCustomer());
  const value = { id: "", app: null, ownApp: "1", customer, sourceName: null, tags: [], lines: [] };
  const check: CheckReferences = async () => ({
    kind: "answered",
    answers: { order: { kind: "known", value } },
  });
  const first = await run({ order: 7, check });
  expect(first.customer).toBe(customer);
  expect((await run({ order: 8, check })).hops).toBe(2);
});

test("events about nobody and nothing go by the step of the workflow that sends them", async () => {
  expect(await roundTrips(() => ({ step: "step-1" }), { step: "step-1" })).toEqual(THREE_TIMES);
  expect((await run({ step: "step-2" })).hops).toBe(1);
  expect((await run({ customer: nextCustomer(), step: "step-1" })).hops).toBe(1);
});

test("what is about one contract or pass goes round three times, and another one's is another story", async () => {
  const contract = (id: number): Workflow => ({
    topic: "subscription/paused",
    data: `contract.id = gid://shopify/SubscriptionContract/${id}`,
  });
  const pass = (serial: string): Workflow => ({
    topic: "wallet_pass/installed",
    data: `pass_instance.serial_number = ${serial}`,
  });
  await openTrigger(shop.id, "subscription-changed");
  await openTrigger(shop.id, "wallet-pass-changed");
  for (const [one, other] of [
    [contract(1), contract(2)],
    [pass("A-1"), pass("A-2")],
  ] as const) {
    expect(await roundTrips(() => one, one)).toEqual(THREE_TIMES);
    expect((await run(other)).hops).toBe(1);
  }
});

test("events about an order end after three, also where Shopify tells only afterwards whose it is", async () => {
  await connectShop(deps, shop.domain);
  const value = { id: "", app: null, ownApp: "1", sourceName: null, tags: [], lines: [] };
  const customer = customerGid(nextCustomer());
  answer = async () => ({
    kind: "answered",
    answers: { order: { kind: "known", value: { ...value, customer } } },
  });
  expect(await roundTrips(() => ({ order: 7 }), { order: 7 })).toEqual(THREE_TIMES);
  expect(await run({ order: 8 })).toMatchObject({ customer, hops: 1 });
});

test("another customer's events are another story", async () => {
  await run({ customer: nextCustomer() });
  expect((await run({ customer: nextCustomer() })).hops).toBe(1);
  expect((await run({})).hops).toBe(1);
});

test("an event that went to no workflow started none", async () => {
  const customer = nextCustomer();
  await run({ customer, topic: "loyalty/rule_completed" });
  expect((await run({ customer })).hops).toBe(1);
});

test("an event that was withheld from Flow started none, and is shown as such", async () => {
  const careful = await openShop({ flowEvents: false });
  const customer = nextCustomer();
  expect(await run({ customer, of: careful })).toMatchObject({ hops: 1, toFlow: "flow_origin" });
  expect(await run({ customer, of: careful })).toMatchObject({ hops: 1, toFlow: "flow_origin" });
});

test("an event of Shopify's own is the first step", async () => {
  const customer = nextCustomer();
  const id = newId("evt");
  await deps.pool.query(
    `insert into event (id, shop_id, topic, customer, triggered_at, test, flow_hops, day)
     values ($1, $2, 'loyalty/points_changed', $3, now(), false, 0, current_date)`,
    [id, shop.id, customerGid(customer)],
  );
  expect((await run({ customer, startedBy: id })).hops).toBe(1);
});

test("an event of late that went to Flow and is named counts, and nothing else is guessed", async () => {
  const customer = nextCustomer();
  const first = await run({ customer });
  await run({ customer });
  expect((await run({ customer, startedBy: first.id })).hops).toBe(2);
});

test("a named event that went to no workflow counts together with the guess: it may stand in the field for ever", async () => {
  const customer = nextCustomer();
  const other = await run({ customer: nextCustomer(), topic: "loyalty/rule_completed" });
  const trips = await roundTrips(() => ({ customer, startedBy: other.id }), {
    customer,
    startedBy: other.id,
  });
  expect(trips).toEqual([
    [2, "pending"],
    [3, "pending"],
    ...[
      [4, "flow_hops"],
      [4, "flow_hops"],
    ],
  ]);
});

test("an event of which Flow was sent nothing, because it is incomplete, started none", async () => {
  const customer = nextCustomer();
  const { id } = await run({ customer });
  await deps.pool.query(
    `update delivery set status = 'failed', last_reason = 'flow_incomplete' where event_id = $1
     and endpoint_id in (select id from endpoint where flow_trigger is not null)`,
    [id],
  );
  expect((await run({ customer })).hops).toBe(1);
});

test("another shop's events count for nothing, named or not", async () => {
  const other = await openShop();
  const customer = nextCustomer();
  const theirs = await run({ customer, of: other });
  expect((await run({ customer, startedBy: theirs.id })).hops).toBe(1);
});

test("what is longer ago than ten minutes counts only if it is named, and then together with what came after it", async () => {
  const customer = nextCustomer();
  const first = await run({ customer });
  const later = new Date(Date.now() + 11 * 60_000);
  const clock = { now: () => later };
  const acceptAt = async (properties: Record<string, unknown>) => {
    const reading = readRun({ action_run_id: randomUUID(), properties }, later);
    if (reading.kind === "wrong") throw new Error(reading.reason);
    await acceptFlowRun({ ...deps, clock, checkReferences: unanswered }, shop, reading.run);
    await processAll(deps);
    return (await eventOf(reading.run, shop.domain)).hops;
  };
  const properties = { topic: "loyalty/points_changed", customer_id: customer };
  expect(await acceptAt(properties)).toBe(1);
  expect(await acceptAt({ ...properties, event_id: first.id })).toBe(2);
});

test("an event of long ago that stands in the field for ever ends no count", async () => {
  const customer = nextCustomer();
  const id = `${firstIdAt("evt", new Date(Date.now() - 3_600_000))}${"0".repeat(20)}`;
  await deps.pool.query(
    `insert into event (id, shop_id, topic, triggered_at, test, flow_hops, day)
     values ($1, $2, 'loyalty/points_changed', now(), false, 0, current_date)`,
    [id, shop.id],
  );
  const workflow = { customer, startedBy: id };
  expect(await roundTrips(() => workflow, workflow)).toEqual(THREE_TIMES);
});

test("a tier that workflows reported came through Flow, though its event is made a minute later", async () => {
  const started = deps.clock.now().getTime();
  let minutes = 0;
  const later = { ...deps, clock: { now: () => new Date(started + minutes * 60_000) } };
  for (const tier of ["Silver", "Gold"]) {
    const properties = { topic: "Customer loyalty state", customer_id: 99, data: `tier = ${tier}` };
    const reading = readRun({ action_run_id: randomUUID(), properties }, later.clock.now());
    if (reading.kind === "wrong") throw new Error(reading.reason);
    await acceptFlowRun({ ...later, checkReferences: unanswered }, shop, reading.run);
    await processAll(later);
    minutes += 2;
    await processAll(later);
  }
  const events = await deps.prisma.event.findMany({ where: { shopId: shop.id } });
  expect(events).toMatchObject([{ topic: "loyalty/tier_changed", customer: customerGid(99), flowHops: 1 }]);
});
