// Two processes over one database: one serves the API, the other one publishes.
import { beforeAll, beforeEach, expect, test } from "vitest";
import { createLive } from "../../app/api/live/live.ts";
import type { Deps } from "../../app/config/deps.ts";
import { firstIdAt, newId } from "../../app/db/ids.ts";
import { tellLiveStreams } from "../../app/pipeline/events/tell-live-streams.ts";
import { insertEvents } from "../../app/pipeline/events/write-events.ts";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { revokeToken } from "../../app/tokens/revoke-token.ts";
import { type LiveClient, listenLive } from "../helpers/live-client.ts";
import { addEndpoint, addShop, processAll, takeIn } from "../helpers/pipeline-steps.ts";
import { SHOP } from "../helpers/shopify-webhooks.ts";
import { createSecondDeps, createTestDeps } from "../helpers/test-deps.ts";

const OTHER = "other.myshopify.com";

let web: Deps;
let worker: Deps;
let base: string;
let shopId: string;
let token: string;
let clients: LiveClient[];

beforeAll(async () => {
  const app = await createTestDeps();
  web = app.deps;
  web.live = createLive(web, { heartbeatMs: 20, checkMs: 20, stallMs: 5_000 });
  worker = await createSecondDeps(app);
  const { port } = await serve(web, { withPanel: false });
  base = `http://127.0.0.1:${port}/api/v1`;
  shopId = await addShop(web);
  await addShop(web, OTHER);
  token = (await createToken(web, shopId, "read")).token;
});

beforeEach(() => {
  clients = [];
  return async () => {
    for (const client of clients) client.leave();
    await noStreams();
  };
});

const noStreams = () =>
  expect.poll(async () => (await web.pool.query("select from live_stream")).rowCount).toBe(0);

async function listen(query = "", lastEventId?: string): Promise<LiveClient> {
  const client = await listenLive(base, token, { query, lastEventId });
  clients.push(client);
  return client;
}

let products = 0;

/** Publishes an event about a new product; resolves to its body as it is stored, if it was. */
async function publish(
  topic = "products/create",
  shop?: string,
): Promise<{ id: string; body: string } | undefined> {
  products += 1;
  const triggeredAt = `2026-11-20T09:00:${String(products % 60).padStart(2, "0")}.000Z`;
  await takeIn(worker, topic, `{"id":${products},"price":1.0}`, { ...(shop && { shop }), triggeredAt });
  await processAll(worker);
  const { rows } = await worker.pool.query(
    `select e.id, p.body from event e join event_payload p on p.event_id = e.id
     where e.resource = $1`,
    [`gid://shopify/Product/${products}`],
  );
  return rows[0];
}

test("an event that another process publishes comes with its body byte for byte, although no endpoint chose it", async () => {
  const client = await listen();
  expect(JSON.parse(client.messages[0]?.data ?? "")).toEqual({
    ...{ shop_domain: SHOP, topics: ["*"], complete: true },
  });
  const event = await publish();
  const [came] = await client.until(1);
  expect(came).toEqual({
    ...{ id: event?.id, topic: "product/created", shop_domain: SHOP, body: event?.body },
    triggered_at: JSON.parse(event?.body ?? "").triggered_at,
    created_at: expect.stringMatching(/Z$/),
  });
  expect(came?.body).toContain('"price":1.0');
  const { rowCount } = await web.pool.query("select from delivery where event_id = $1", [event?.id]);
  expect(rowCount).toBe(0);
});

test("the answer is one that no proxy keeps back or compresses", async () => {
  const { status, headers } = await listen();
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  expect(headers.get("cache-control")).toBe("no-store, no-transform");
  expect(headers.get("x-accel-buffering")).toBe("no");
});

test("without a stream or an endpoint nothing is stored, as before", async () => {
  expect(await publish()).toBeUndefined();
});

test("a stream that a dead process left behind chooses nothing once it has run out", async () => {
  await web.pool.query("insert into live_stream values ($1, $2, '{}', now() - interval '1 second')", [
    ...[newId("lst"), shopId],
  ]);
  expect(await publish()).toBeUndefined();
  await listen(); // takes it away
  const { rowCount } = await web.pool.query("select from live_stream");
  expect(rowCount).toBe(1);
});

test("another shop's events stay away", async () => {
  const client = await listen();
  const { id: otherId } = await web.prisma.shop.findUniqueOrThrow({ where: { domain: OTHER } });
  const receiver = "http://127.0.0.1:9/hook";
  await addEndpoint(web, otherId, receiver);
  expect(await publish("products/create", OTHER)).toBeDefined();
  const own = await publish();
  await client.until(1);
  expect(client.ids()).toEqual([own?.id]);
});

test("only the topics that were asked for come, and only they are chosen", async () => {
  const client = await listen("topics=product/deleted,product/created");
  const narrow = await listen("topics=product/deleted");
  const event = await publish();
  expect(await publish("products/update")).toBeUndefined();
  await client.until(1);
  expect(client.ids()).toEqual([event?.id]);
  expect(narrow.ids()).toEqual([]);
});

test("what commits late, and under an id of long ago, comes all the same, in the order of the commits", async () => {
  const client = await listen();
  const [early, late] = [await beginEvent(), await beginEvent()];
  await late.commit();
  await early.commit();
  await client.until(2);
  expect(client.ids()).toEqual([late.id, early.id]);
});

test("a stream goes on where another one ended, with what a transaction of before committed meanwhile", async () => {
  const client = await listen();
  const slow = await beginEvent();
  const seen = await publish();
  await client.until(1);
  client.leave();
  const other = await listen(); // so that they are chosen
  const [last] = client.messages.slice(-1);
  const missed = await publish();
  await slow.commit();
  const again = await listen("", last?.id);
  await expect.poll(() => again.ids()).toEqual(expect.arrayContaining([seen?.id, missed?.id, slow.id]));
  await expect.poll(() => other.ids()).toEqual([missed?.id, slow.id]);
});

test("since brings what happened before, and says so when that is too far back", async () => {
  const other = await listen();
  const event = await publish();
  await other.until(1);
  const ready = (client: LiveClient) => JSON.parse(client.messages[0]?.data ?? "").complete;
  const near = await listen(`since=${new Date(Date.now() - 60_000).toISOString()}`);
  await near.until(1);
  expect(near.ids()).toContain(event?.id);
  expect(ready(near)).toBe(true);
  const far = await listen("since=2026-01-01T00:00:00Z");
  await far.until(1);
  expect(ready(far)).toBe(false);
});

test("a revoked token ends its stream and no other", async () => {
  const own = await createToken(web, shopId, "read");
  const client = await listenLive(base, own.token);
  const other = await listen();
  await revokeToken(web, own.id);
  expect(await client.ended).toMatchObject({ reason: "unauthorized" });
  await publish();
  await other.until(1);
});

test("uninstalling ends the shop's streams", async () => {
  const client = await listen();
  await web.prisma.shop.update({ where: { id: shopId }, data: { uninstalledAt: new Date() } });
  expect(await client.ended).toMatchObject({ reason: "unauthorized" });
  await web.prisma.shop.update({ where: { id: shopId }, data: { uninstalledAt: null } });
});

test("a shop has five streams over all processes; one that is left makes room", async () => {
  const open = await Promise.all([listen(), listen(), listen(), listen(), listen()]);
  const sixth = await fetch(`${base}/events/live`, { headers: { authorization: `Bearer ${token}` } });
  expect([sixth.status, sixth.headers.get("retry-after")]).toEqual([429, "30"]);
  expect(await sixth.json()).toMatchObject({
    title: "Too many streams",
    detail: "A shop has at most 5 live streams at a time. Close one first.",
  });
  expect(await worker.live.open({ shopId, topics: [], since: undefined })).toEqual({ kind: "shop_full" });
  open[0]?.leave();
  await expect.poll(async () => (await web.pool.query("select from live_stream")).rowCount).toBe(4);
  expect((await listen()).status).toBe(200);
});

test("a process has a hundred streams", async () => {
  const live = createLive(worker);
  const shops = await Promise.all(
    Array.from({ length: 21 }, (_, n) => addShop(web, `many-${n}.myshopify.com`)),
  );
  for (const id of shops.slice(0, 20))
    for (let n = 0; n < 5; n += 1)
      expect((await live.open({ shopId: id, topics: [], since: undefined })).kind).toBe("open");
  const last = { shopId: shops[20] ?? "", topics: [], since: undefined };
  expect(await live.open(last)).toEqual({ kind: "process_full" });
  live.close();
  expect(await live.open(last)).toEqual({ kind: "unavailable" });
});

test("when the database connection is lost the stream says so, and another one goes on", async () => {
  const client = await listen();
  await web.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'carillon live' and datname = current_database()",
  );
  expect(await client.ended).toMatchObject({ reason: "interrupted" });
  const again = await listen("", client.messages[0]?.id);
  const event = await publish();
  await again.until(1);
  expect(again.ids()).toContain(event?.id);
});

test("a stream whose row is gone ends, for its events are not chosen any more", async () => {
  const client = await listen();
  await web.pool.query("delete from live_stream");
  expect(await client.ended).toMatchObject({ reason: "interrupted" });
});

test("comments come while nothing happens", async () => {
  const client = await listen();
  await expect.poll(() => client.comments.length).toBeGreaterThan(1);
});

test.each([
  ["topics=order/none", "topics", "Must be names of topics with commas between."],
  ["topics=", "topics", "Must be names of topics with commas between."],
  ["topics=order/paid&topics=order/paid", "topics", "Must be names of topics with commas between."],
  ["since=yesterday", "since", "Must be a time like 2026-11-20T10:00:00Z."],
  ["colour=red", "colour", "There is no such field."],
])("%s is refused with the field and its rule", async (query, field, rule) => {
  const answer = await fetch(`${base}/events/live?${query}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(422);
  expect((await answer.json()).errors).toEqual({ [field]: [rule] });
});

test("without a token there is no stream, and a HEAD opens none", async () => {
  expect((await fetch(`${base}/events/live`)).status).toBe(401);
  const head = await fetch(`${base}/events/live`, {
    method: "HEAD",
    headers: { authorization: `Bearer ${token}` },
  });
  expect([head.status, head.headers.get("content-type")]).toEqual([200, "text/event-stream; charset=utf-8"]);
  await noStreams();
});

/** An event in a transaction that is not committed yet, as publishing writes it. Its id is some minutes old. */
async function beginEvent(): Promise<{ id: string; commit(): Promise<void> }> {
  const id = firstIdAt("evt", new Date(Date.now() - 5 * 60_000)) + newId("evt").slice(-20);
  const tx = await worker.pool.connect();
  await tx.query("begin");
  await insertEvents(tx, [
    {
      ...{ id, shopId, topic: "order/paid", resource: null, sequence: null, customer: null, test: false },
      ...{ triggeredAt: new Date(), inboundId: null, body: "{}" },
    },
  ]);
  await tellLiveStreams(tx, [{ id, shopId }], [{ endpointId: null, shopId }]);
  return {
    id,
    async commit() {
      await tx.query("commit");
      tx.release();
    },
  };
}
