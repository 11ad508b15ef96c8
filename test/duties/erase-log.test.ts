// A merchant has the shop's log deleted.
import { beforeAll, expect, test } from "vitest";
import type { Deps } from "../../app/config/deps.ts";
import { newId } from "../../app/db/ids.ts";
import { orderLogErased } from "../../app/duties/erase-log.ts";
import { carryOutNext } from "../../app/duties/worker.ts";
import { eraseLog } from "../../app/erasure/erase-log.ts";
import { attemptDelivery } from "../../app/pipeline/deliver/attempt-delivery.ts";
import { claimDeliveries } from "../../app/pipeline/deliver/claim.ts";
import { recordAttempts } from "../../app/pipeline/deliver/record-attempts.ts";
import { lastLogErasure } from "../../app/queries/duties.ts";
import { action } from "../../app/routes/app/settings/privacy/erase-log.ts";
import {
  addEndpoint,
  allSlots,
  deliverDue,
  letTimePass,
  processAll,
  takeIn,
} from "../helpers/pipeline-steps.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";
import { createTestReceiver } from "../helpers/test-receiver.ts";
import { installShop, signedIn } from "../panel/panel-request.ts";
import { type Story, tellStory } from "./customer-story.ts";

let deps: Deps;

beforeAll(async () => {
  ({ deps } = await createTestDeps({}, { clock: fakeClock(new Date().toISOString()) }));
});

/** Rows of a shop, by table; of its inbox those that wait to be mapped, those that wait for Shopify, and the others. */
async function count({ shopId, shop }: Pick<Story, "shopId" | "shop">): Promise<Record<string, number>> {
  const { rows } = await deps.pool.query<{ table: string; rows: number }>(
    `with deliveries as (select id from delivery where shop_id = $1), events as (select id from event where shop_id = $1)
     select 'delivery' as table, count(*)::int as rows from deliveries
     union all select 'attempt', count(*)::int from attempt where shop_id = $1
     union all select 'event', count(*)::int from events
     union all select 'inbound', count(*)::int from inbound_webhook w where shop_domain = $2 and status <> 'pending'
       and not exists (select from inquiry i where i.inbound_id = w.id)
     union all select 'waiting', count(*)::int from inbound_webhook w where shop_domain = $2 and status <> 'pending'
       and exists (select from inquiry i where i.inbound_id = w.id)
     union all select 'pending', count(*)::int from inbound_webhook where shop_domain = $2 and status = 'pending'
     union all select 'inquiry', count(*)::int from inquiry where shop_id = $1
     union all select 'notice', count(*)::int from notice where shop_id = $1
     union all select 'recovery', count(*)::int from recovery where shop_id = $1
     union all select 'endpoint', count(*)::int from endpoint where shop_id = $1
     union all select 'snapshot', count(*)::int from snapshot where shop_id = $1
     union all select 'event_key', count(*)::int from event_key where shop_id = $1`,
    [shopId, shop],
  );
  return Object.fromEntries(rows.map(({ table, rows: number }) => [table, number]));
}

/** Of tables whose rows say nothing of their shop: those that belong to nothing any more. */
async function orphans(): Promise<number> {
  const { rows } = await deps.pool.query<{ count: number }>(
    `select (select count(*) from event_payload p where not exists (select from event e where e.id = p.event_id))
       + (select count(*) from inbound_body b where not exists (select from inbound_webhook w where w.id = b.id))
       + (select count(*) from lease l where not exists (select from delivery d where d.id = l.delivery_id)) as count`,
  );
  return Number(rows[0]?.count);
}

const order = ({ shopId, shop }: Pick<Story, "shopId" | "shop">) =>
  orderLogErased(deps, { id: shopId, domain: shop });

test("the log goes, and what is configured, remembered or still to become an event stays", async () => {
  const other = await tellStory(deps); // first: its last webhooks are mapped with the next one's
  const story = await tellStory(deps);
  await deps.pool.query("update notice set published_at = now(), mail = 'sent' where shop_id = $1", [
    story.shopId,
  ]);
  await deps.pool.query(
    `insert into recovery (id, shop_id, include, filter, total) values ($2, $1, 'failed', $3, 1)`,
    [story.shopId, newId("rcv"), '{"since":"2026-11-20T00:00:00Z","until":"2026-11-21T00:00:00Z"}'],
  );
  const [before, untouched] = [await count(story), await count(other)];
  expect(Object.values(before)).not.toContain(0);

  await order(story);
  expect(await lastLogErasure(deps, story.shop)).toMatchObject({ status: "pending", erased: {} });
  expect(await carryOutNext(deps)).toBe(true);

  const { pending, waiting, inquiry, endpoint, snapshot, event_key } = before;
  const gone = { delivery: 0, attempt: 0, event: 0, inbound: 0, notice: 0, recovery: 0 };
  expect(await count(story)).toEqual({ ...gone, pending, waiting, inquiry, endpoint, snapshot, event_key });
  expect(await count(other)).toEqual(untouched);
  expect(await orphans()).toBe(0);
  expect(await lastLogErasure(deps, story.shop)).toMatchObject({
    status: "done",
    erased: { delivery: before.delivery, attempt: before.attempt, event: before.event },
  });
});

test("what waits for Shopify's answer becomes its event all the same", async () => {
  const story = await tellStory(deps);
  await order(story);
  expect(await carryOutNext(deps)).toBe(true);
  await processAll(deps);
  const { rows } = await deps.pool.query(
    "select from event where shop_id = $1 and topic = 'subscription/created'",
    [story.shopId],
  );
  expect(rows).toHaveLength(4);
});

test("a daily look that failed stays, because only it leads to the next one", async () => {
  const { shopId, shop } = await smallShop("daily.myshopify.com");
  const put = (topic: string, status: string) =>
    deps.pool.query(
      `insert into inbound_webhook (id, shop_domain, topic, webhook_id, triggered_at, day, bytes, status)
       values ($1, $2, $3, $1, now(), now(), 2, $4)`,
      [newId("inb"), shop, topic, status],
    );
  await put("carillon/shop_loyalty_check", "failed");
  await put("carillon/shop_loyalty_check", "mapped");
  await put("orders/create", "failed");
  await order({ shopId, shop });
  expect(await carryOutNext(deps)).toBe(true);
  const { rows } = await deps.pool.query("select topic, status from inbound_webhook where shop_domain = $1", [
    shop,
  ]);
  expect(rows).toEqual([{ topic: "carillon/shop_loyalty_check", status: "failed" }]);
});

async function smallShop(domain: string) {
  await deps.pool.query("update lane set open = false"); // of the shops before
  const shopId = await installShop(deps, domain);
  const receiver = await createTestReceiver();
  await addEndpoint(deps, shopId, receiver.url, ["product/created"]);
  const create = async (id: number) => {
    await takeIn(deps, "products/create", `{"id":${id}}`, { shop: domain });
    await processAll(deps);
  };
  return { shopId, shop: domain, receiver, create };
}

test("requests under way at that moment leave nothing behind, and later events are sent as before", async () => {
  const { receiver, create, ...shop } = await smallShop("flight.myshopify.com");
  await create(1);
  const { deliveries } = await claimDeliveries(deps.pool, allSlots(deps));
  expect(deliveries).toHaveLength(1);
  await order(shop);
  expect(await carryOutNext(deps)).toBe(true);
  const attempts = await Promise.all(deliveries.map((delivery) => attemptDelivery(deps, delivery)));
  expect(await recordAttempts(deps.pool, attempts, 10)).toMatchObject({ counted: new Set() });
  expect(await count(shop)).toMatchObject({ delivery: 0, attempt: 0, event: 0 });
  expect(await orphans()).toBe(0);

  await create(2);
  await letTimePass(deps);
  expect(await deliverDue(deps)).toBe(1);
  expect(receiver.received).toHaveLength(2);
  expect(await count(shop)).toMatchObject({ delivery: 1, attempt: 1, event: 1 });
});

test("what was claimed while a batch was being deleted is neither recorded nor left", async () => {
  const { create, receiver, ...shop } = await smallShop("race.myshopify.com");
  await create(1);
  const { deliveries } = await claimDeliveries(deps.pool, allSlots(deps));
  const attempts = await Promise.all(deliveries.map((delivery) => attemptDelivery(deps, delivery)));
  // Another worker's claim comes between the deletion of the leases and its end.
  await deps.pool.query("delete from delivery where shop_id = $1", [shop.shopId]);
  await recordAttempts(deps.pool, attempts, 10);
  expect(await count(shop)).toMatchObject({ delivery: 0, attempt: 1 });
  await deps.pool.query(
    `insert into delivery (id, shop_id, endpoint_id, event_id, topic) values ($1, $2, 'ep_1', 'evt_1', 'product/created')`,
    [deliveries[0]?.id, shop.shopId],
  );
  await eraseLog(
    deps.pool,
    { id: shop.shopId, domain: shop.shop },
    {
      ...{ before: "f", erased: {}, report: async () => undefined },
    },
  );
  expect(await count(shop)).toMatchObject({ delivery: 0, attempt: 0 });
  expect(receiver.received).toHaveLength(1);
});

test("what came in after the order stays", async () => {
  const { create, receiver: _receiver, ...shop } = await smallShop("after.myshopify.com");
  await create(1);
  await order(shop);
  await create(2);
  expect(await carryOutNext(deps)).toBe(true);
  expect(await count(shop)).toMatchObject({ delivery: 1, event: 1, inbound: 1 });
});

test("two clicks are one order, and the next one is another", async () => {
  const { receiver: _receiver, create: _create, ...shop } = await smallShop("twice.myshopify.com");
  await Promise.all([order(shop), order(shop)]);
  const orders = () => deps.prisma.duty.count({ where: { shopDomain: shop.shop, kind: "erase_log" } });
  expect(await orders()).toBe(1);
  expect(await carryOutNext(deps)).toBe(true);
  expect(await lastLogErasure(deps, shop.shop)).toMatchObject({ status: "done", erased: {} });
  await order(shop);
  expect(await orders()).toBe(2);
});

test("a try that was cut short is carried on, and counts on", async () => {
  const { create, receiver: _receiver, ...shop } = await smallShop("cut.myshopify.com");
  await create(1);
  await order(shop);
  await deps.pool.query("update duty set result = $2 where shop_domain = $1", [shop.shop, '{"delivery":41}']);
  while (await carryOutNext(deps));
  expect(await lastLogErasure(deps, shop.shop)).toMatchObject({ erased: { delivery: 42, event: 1 } });
});

test("the panel's order wants to be confirmed", async () => {
  const { receiver: _receiver, create: _create, ...shop } = await smallShop("panel.myshopify.com");
  const path = "/app/settings/privacy/erase-log";
  await expect(action(signedIn(deps, shop.shop, path, { form: {} }))).rejects.toMatchObject({
    init: { status: 400 },
  });
  expect(await lastLogErasure(deps, shop.shop)).toBeNull();
  const form = { confirmed: "yes" };
  expect(await action(signedIn(deps, shop.shop, path, { form }))).toEqual({ kind: "ordered" });
  expect(await lastLogErasure(deps, shop.shop)).toMatchObject({ status: "pending" });
});
