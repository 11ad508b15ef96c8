import { beforeEach, expect, test } from "vitest";
import type { Deps } from "../../app/config/deps.ts";
import { inTransaction } from "../../app/db/transaction.ts";
import { claimDuty, settleDuty } from "../../app/duties/claim-duty.ts";
import type { Duty } from "../../app/duties/duty.ts";
import { orderMapAgain } from "../../app/duties/map-again.ts";
import { redactCustomer } from "../../app/duties/redact-customer.ts";
import { carryOutNext, runDutyWorkers } from "../../app/duties/worker.ts";
import { claimDeliveries } from "../../app/pipeline/deliver/claim.ts";
import { insertDuties, type NewDuty } from "../../app/pipeline/inbox/duties.ts";
import { leaveWebhook, statusOf } from "../helpers/left-webhooks.ts";
import { addEndpoint, addShop, allSlots, processAll, takeIn } from "../helpers/pipeline-steps.ts";
import { SHOP } from "../helpers/shopify-webhooks.ts";
import { createTestDeps } from "../helpers/test-deps.ts";

const ANN = "gid://shopify/Customer/5";
const ADDRESS = "ann@example.com";

let deps: Deps;
let shopId: string;

beforeEach(async () => {
  ({ deps } = await createTestDeps());
  shopId = await addShop(deps);
});

async function order(kind: NewDuty["kind"] = "customer_redact", shopDomain = SHOP): Promise<string> {
  const details = { email: ADDRESS, phone: "+14165550123", orders: [] };
  const customer = kind === "customer_redact" ? ANN : null;
  const duty = { shopDomain, kind, customer, details, requestedAt: new Date() };
  await inTransaction(deps.pool, (tx) => insertDuties(tx, [duty]));
  const { id } = await deps.prisma.duty.findFirstOrThrow({ orderBy: { id: "desc" } });
  await becomesDue(id);
  return id;
}

const becomesDue = (id: string) =>
  deps.pool.query("update duty set due_at = now() - interval '1 second' where id = $1", [id]);

const onRecord = (id: string) => deps.prisma.duty.findUniqueOrThrow({ where: { id } });

async function claim(): Promise<Duty> {
  const duty = await claimDuty(deps.pool, ["customer_redact"]);
  if (!duty) throw new Error("none was due");
  return duty;
}

let orders = 700;

async function buy(customer: string | null): Promise<void> {
  orders += 1;
  const ids = { id: orders, admin_graphql_api_id: `gid://shopify/Order/${orders}` };
  const body = { ...ids, email: ADDRESS, customer: customer && { id: 5, admin_graphql_api_id: customer } };
  await takeIn(deps, "orders/create", JSON.stringify(body));
  await processAll(deps);
}

/** Holds rows of a table until `work` is done. */
async function whileLocked(sql: string, work: () => Promise<void>): Promise<void> {
  const holder = await deps.pool.connect();
  try {
    await holder.query("begin");
    await holder.query(sql);
    await work();
  } finally {
    await holder.query("rollback");
    holder.release();
  }
}

const somebodyWaits = async () => {
  const { rows } = await deps.pool.query(
    "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return rows.length > 0;
};

test("whoever was slow does not undo what another has done meanwhile", async () => {
  const id = await order();
  const slow = await claim();
  await becomesDue(id);
  const quick = await claim();
  expect(await settleDuty(deps.pool, quick, { kind: "done", result: { events: 1 } })).toBe("done");
  const late = { kind: "later", reason: "It failed.", afterMs: 1_000 } as const;
  expect(await settleDuty(deps.pool, slow, late)).toBe("taken_over");
  expect(await onRecord(id)).toMatchObject({ status: "done", reason: null, details: null });
});

test("nor do two who carry it out at once settle it for each other", async () => {
  const id = await order();
  const slow = await claim();
  await becomesDue(id);
  await claim();
  expect(await settleDuty(deps.pool, slow, { kind: "done", result: {} })).toBe("taken_over");
  expect(await onRecord(id)).toMatchObject({ status: "pending", tries: 2 });
});

test("an erasure that was taken over stops, and leaves no address with the duty that is done", async () => {
  await addEndpoint(deps, shopId, "http://127.0.0.1:9/hook");
  await buy(null);
  const id = await order();
  const slow = await claim();
  let stopped: Promise<unknown> | undefined;
  await whileLocked("select from event for update", async () => {
    stopped = redactCustomer(deps, slow).catch((error: Error) => error);
    await expect.poll(somebodyWaits).toBe(true);
    await becomesDue(id);
    await settleDuty(deps.pool, await claim(), { kind: "done", result: {} });
  });
  expect(await stopped).toBeInstanceOf(Error);
  expect(await onRecord(id)).toMatchObject({ status: "done", details: null });
});

test("an erasure that gets on keeps its claim, however long it takes", async () => {
  await addEndpoint(deps, shopId, "http://127.0.0.1:9/hook");
  await buy(ANN);
  const id = await order();
  const duty = await claim();
  await becomesDue(id);
  expect(await redactCustomer(deps, duty)).toMatchObject({ kind: "done", result: { events: 1 } });
  const { dueAt } = await onRecord(id);
  expect(dueAt.getTime()).toBeGreaterThan(Date.now() + 14 * 60_000);
});

test("with the duty are kept only the events that the customer's number will not find again", async () => {
  await addEndpoint(deps, shopId, "http://127.0.0.1:9/hook");
  for (const customer of [ANN, null, ANN]) await buy(customer);
  await claimDeliveries(deps.pool, allSlots(deps));
  const id = await order();
  expect(await carryOutNext(deps)).toBe(true);
  const { status, details } = await onRecord(id);
  expect(status).toBe("pending");
  const guests = await deps.prisma.event.findMany({ where: { customer: null } });
  expect(guests).toHaveLength(1);
  expect(JSON.parse(details ?? "").progress.events).toEqual(guests.map((event) => event.id));
});

test("a duty whose details are gone can be set pending again", async () => {
  const id = await order();
  await deps.pool.query("update duty set details = null where id = $1", [id]);
  await carryOutNext(deps);
  expect(await onRecord(id)).toMatchObject({ status: "done", reason: null });
});

test("one that fails each time is given up after a week, whatever it waits for", async () => {
  await addEndpoint(deps, shopId, "http://127.0.0.1:9/hook");
  await buy(ANN);
  await claimDeliveries(deps.pool, allSlots(deps));
  await deps.pool.query("update lease set until = now() + interval '1 hour'");
  const id = await order();
  let days = 0;
  for (let status = "pending"; status === "pending"; ) {
    await becomesDue(id);
    await carryOutNext(deps);
    const duty = await onRecord(id);
    status = duty.status;
    if (status === "pending") days += (duty.dueAt.getTime() - Date.now()) / 86_400_000;
  }
  expect(days).toBeGreaterThan(7);
  expect(days).toBeLessThan(8);
}, 60_000);

test("while a shop's webhooks are mapped again another shop's uninstalling is carried out", async () => {
  const webhook = await leaveWebhook(deps);
  await inTransaction(deps.pool, (tx) => orderMapAgain(tx, shopId, new Date()));
  const stop = new AbortController();
  let working: Promise<void> | undefined;
  await whileLocked("select from inbound_webhook for update", async () => {
    working = runDutyWorkers(deps, stop.signal);
    await expect.poll(somebodyWaits).toBe(true);
    const quick = await order("uninstall", "another.myshopify.com");
    await expect.poll(async () => (await onRecord(quick)).status).toBe("done");
  });
  await expect.poll(() => statusOf(deps, webhook)).toBe("pending");
  stop.abort();
  await working;
});

test("while the erasure of a shop takes its time another shop's uninstalling is carried out", async () => {
  await deps.pool.query("update shop set uninstalled_at = now()");
  await addEndpoint(deps, shopId, "http://127.0.0.1:9/hook");
  const slow = await order("shop_redact");
  const stop = new AbortController();
  let working: Promise<void> | undefined;
  await whileLocked("select from endpoint for update", async () => {
    working = runDutyWorkers(deps, stop.signal);
    await expect.poll(somebodyWaits).toBe(true);
    const quick = await order("uninstall", "another.myshopify.com");
    await expect.poll(async () => (await onRecord(quick)).status).toBe("done");
    expect(await onRecord(slow)).toMatchObject({ status: "pending" });
  });
  await expect.poll(async () => (await onRecord(slow)).status).toBe("done");
  stop.abort();
  await working;
});
