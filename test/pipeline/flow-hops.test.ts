// Events that workflows of Flow send, and workflows that these events start, and so on.
import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { newId } from "../../app/db/ids.ts";
import { acceptFlowRun, type FlowRun } from "../../app/pipeline/inbox/accept-flow-run.ts";
import type { CheckReferences } from "../../app/pipeline/inbox/check-references.ts";
import { readRun } from "../../app/server/flow/read-run.ts";
import { addEndpoint, addShop, processAll } from "../helpers/pipeline-steps.ts";
import { customerGid } from "../helpers/run-mapper.ts";
import { createTestDeps } from "../helpers/test-deps.ts";

const { deps } = await createTestDeps();
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
  const endpoint = newId("ep");
  const trigger = { flowTrigger: "points-changed", flowEvents, url: "flow:points-changed" };
  await deps.prisma.endpoint.create({ data: { id: endpoint, shopId: id, ...trigger } });
  await deps.prisma.lane.create({ data: { endpointId: endpoint, shopId: id } });
  return { id, domain };
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
  check?: CheckReferences;
  of?: { id: string; domain: string };
}

/** A workflow runs; returns the event that comes of it. */
async function run({
  customer,
  order,
  startedBy,
  topic = "loyalty/points_changed",
  check,
  of = shop,
}: Workflow) {
  const id = randomUUID();
  const data = topic.startsWith("order/") ? '{"order":{}}' : "";
  const properties = { topic, data, customer_id: customer, order_id: order, event_id: startedBy };
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

test("another shop's events count for nothing, named or not", async () => {
  const other = await openShop();
  const customer = nextCustomer();
  const theirs = await run({ customer, of: other });
  expect((await run({ customer, startedBy: theirs.id })).hops).toBe(1);
});

test("what is longer ago than ten minutes counts only if it is named", async () => {
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
  expect(await acceptAt({ ...properties, event_id: first.id })).toBe(2);
  expect(await acceptAt(properties)).toBe(1);
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
