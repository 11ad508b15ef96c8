// One shop has 100,000 events waiting: how long another shop's single event takes, and how much memory the app then
// has used at its highest. Twice: with the events already on their way to the shop's endpoint, and with its webhooks
// still in the inbox.
import { randomUUID } from "node:crypto";
import { newId } from "#app/db/ids.ts";
import { inTransaction, type Transaction } from "#app/db/transaction.ts";
import { announceDeliveries, insertDeliveries, insertEvents } from "#app/pipeline/events/write-events.ts";
import { insertInbound } from "#app/pipeline/inbox/insert-inbound.ts";
import { notifySql, type Work } from "#app/pipeline/wake.ts";
import { median, round2 } from "../statistics.ts";
import { withCarillon } from "./carillon.ts";
import { latencies } from "./latency.ts";
import type { Bench } from "./parts.ts";
import type { Arrivals } from "./receiver.ts";
import { type Rig, until } from "./rig.ts";
import type { Sent } from "./sender.ts";
import type { Target } from "./target.ts";
import { bodyOf, eventBodyOf, shopDomain } from "./webhook.ts";

export interface Flood {
  other_shop_ms: number;
  other_shop_slowest_ms: number;
  /** deliveries or webhooks still waiting when the last single event had arrived */
  still_waiting: number;
  /** the highest since the app's start */
  rss_mb: number;
}

const EVENTS = 100_000;
const BATCH = 5_000;
const FLOODED_SHOP = 0;
const OTHER_SHOP = 1;
/** Numbers that the sender does not use. */
const FIRST_NUMBER = 100_000_000;

type Fill = (tx: Transaction, from: number) => Promise<void>;

export async function flood(bench: Bench): Promise<{ deliveries: Flood; inbox: Flood | null }> {
  return {
    deliveries: await floodWith(bench, "deliveries", fillDeliveries, "delivery"),
    inbox: bench.times.flood.inboxToo
      ? await floodWith(bench, "inbound", fillInbox, "inbound_webhook")
      : null,
  };
}

function floodWith(
  { rig, times, say }: Bench,
  work: Work,
  fill: Fill,
  table: "delivery" | "inbound_webhook",
): Promise<Flood> {
  return withCarillon({ ...rig, database: `carillon_flood_${work}` }, async (target) => {
    await warmUp(rig, target);
    await inTransaction(target.pool, async (tx) => {
      for (let count = 0; count < EVENTS; count += BATCH) await fill(tx, FIRST_NUMBER + count);
      await tx.query(notifySql(work));
    });
    const waits = await singles(rig, target, times.flood.singles);
    const { rows } = await target.pool.query(
      `select count(*)::int as count from ${table} where status = 'pending'`,
    );
    if (rows[0].count >= EVENTS) throw new Error("Nothing of the flood was worked on.");
    const result = {
      other_shop_ms: round2(median([...waits])),
      other_shop_slowest_ms: round2(Math.max(...waits)),
      still_waiting: rows[0].count,
      rss_mb: Math.round((await target.memoryMb()).highest),
    };
    say(`flood of ${table}: ${JSON.stringify(result)}`);
    return result;
  });
}

async function warmUp({ sender }: Rig, target: Target): Promise<void> {
  await sender.ask("byTimetable", { url: target.url, rate: 100, seconds: 2, shops: [OTHER_SHOP] });
  await until("The warm-up", 30_000, async () => (await target.attempts()) >= 200);
}

/** One a second, to a shop that has nothing else. */
async function singles({ sender, receiver }: Rig, target: Target, count: number): Promise<Float64Array> {
  await receiver.ask("take");
  const timetable = { url: target.url, rate: 1, seconds: count, shops: [OTHER_SHOP] };
  const sent = await sender.ask<Sent>("byTimetable", timetable);
  const found: number[] = [];
  await until("The arrival of the other shop's events", 120_000, async () => {
    found.push(...latencies(sent, await receiver.ask<Arrivals>("take")));
    return found.length >= count;
  });
  return Float64Array.from(found);
}

const fillInbox: Fill = async (tx, from) => {
  const rows = Array.from({ length: BATCH }, (_, index) => {
    return {
      ...{ shopDomain: shopDomain(FLOODED_SHOP), topic: "products/create", eventId: null },
      ...{ body: bodyOf(from + index), webhookId: randomUUID(), apiVersion: null, triggeredAt: new Date() },
    };
  });
  await insertInbound(tx, rows);
};

const fillDeliveries: Fill = async (tx, from) => {
  const { rows } = await tx.query<{ shop_id: string; endpoint_id: string }>(
    `select s.id as shop_id, e.id as endpoint_id from shop s join endpoint e on e.shop_id = s.id
     where s.domain = $1`,
    [shopDomain(FLOODED_SHOP)],
  );
  const { shop_id: shopId = "", endpoint_id: endpointId = "" } = rows[0] ?? {};
  const topic = "product/created";
  const events = Array.from({ length: BATCH }, (_, index) => {
    const id = newId("evt");
    return {
      ...{ id, shopId, topic, resource: null, sequence: null, customer: null, test: false, inboundId: null },
      ...{ triggeredAt: new Date(), body: eventBodyOf(id, from + index, FLOODED_SHOP) },
    };
  });
  await insertEvents(tx, events);
  const deliveries = events.map(({ id }) => ({ id: newId("dlv"), shopId, endpointId, eventId: id, topic }));
  await insertDeliveries(tx, deliveries);
  await announceDeliveries(tx, deliveries);
};
