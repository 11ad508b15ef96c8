import { beforeAll, beforeEach, expect, test } from "vitest";
import { createLive } from "../../app/api/live/live.ts";
import type { Deps } from "../../app/config/deps.ts";
import { newId } from "../../app/db/ids.ts";
import { loadListeners } from "../../app/pipeline/events/listeners.ts";
import { tellLiveStreams } from "../../app/pipeline/events/tell-live-streams.ts";
import { insertEvents } from "../../app/pipeline/events/write-events.ts";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { type LiveClient, listenLive } from "../helpers/live-client.ts";
import { addEndpoint, addShop, processAll, takeIn } from "../helpers/pipeline-steps.ts";
import { createSecondDeps, createTestDeps } from "../helpers/test-deps.ts";

let web: Deps;
let worker: Deps;
let base: string;
let slowBase: string;
let shopId: string;
let token: string;
let clients: LiveClient[];

beforeAll(async () => {
  const app = await createTestDeps();
  web = app.deps;
  web.live = createLive(web, { heartbeatMs: 20, checkMs: 20, stallMs: 5_000 });
  worker = await createSecondDeps(app);
  const slow = await createSecondDeps(app);
  slow.live = createLive(slow, { heartbeatMs: 20, checkMs: 1_500, stallMs: 5_000 });
  base = `http://127.0.0.1:${(await serve(web, { withPanel: false })).port}/api/v1`;
  slowBase = `http://127.0.0.1:${(await serve(slow, { withPanel: false })).port}/api/v1`;
  shopId = await addShop(web);
  token = (await createToken(web, shopId, "read")).token;
  await addEndpoint(web, shopId, "http://127.0.0.1:9/hook");
});

beforeEach(() => {
  clients = [];
  return async () => {
    for (const client of clients) client.leave();
    await expect.poll(async () => (await web.pool.query("select from live_stream")).rowCount).toBe(0);
  };
});

async function listen(query = "", lastEventId?: string, at = base): Promise<LiveClient> {
  const client = await listenLive(at, token, { query, lastEventId });
  clients.push(client);
  return client;
}

let products = 0;
async function publish(): Promise<string> {
  products += 1;
  await takeIn(worker, "products/create", `{"id":${products}}`);
  await processAll(worker);
  const { rows } = await worker.pool.query("select id from event where resource = $1", [
    `gid://shopify/Product/${products}`,
  ]);
  return rows[0].id;
}
const age = (id: string, interval: string) =>
  web.pool.query(`update event set created_at = now() - $2::interval where id = $1`, [id, interval]);
const ago = (ms: number) => String(Date.now() - ms);

test("F1: a stream that breaks after `ready` and before what was missed loses what was missed", async () => {
  const missed = await publish();
  await age(missed, "5 minutes");
  // the client comes back after six minutes away; the database hiccups at the first load
  const query = web.pool.query.bind(web.pool) as (...all: unknown[]) => unknown;
  let failures = 1;
  (web.pool as unknown as { query: unknown }).query = (...all: unknown[]) =>
    (all[0] as { name?: string }).name === "load-live-events" && failures-- > 0
      ? Promise.reject(new Error("timeout exceeded when trying to connect"))
      : query(...all);
  const first = await listen("", ago(6 * 60_000));
  expect(await first.ended).toMatchObject({ reason: "interrupted" });
  const last = first.messages.findLast(({ id }) => id !== undefined)?.id; // as EventSource and carillon listen do
  const second = await listen("", last);
  expect(JSON.parse(second.messages[0]?.data ?? "").complete).toBe(true);
  const marker = await publish();
  await expect.poll(() => second.ids()).toContain(marker);
  expect(second.ids()).toContain(missed);
});

test("F2: an event whose transaction read the listeners before the stream opened and commits after it", async () => {
  const tx = await worker.pool.connect();
  await tx.query("begin");
  const listeners = await loadListeners(tx, [shopId]);
  const id = newId("evt");
  await insertEvents(tx, [
    {
      ...{ id, shopId, topic: "order/paid", resource: null, sequence: null, customer: null, test: false },
      ...{ triggeredAt: new Date(), inboundId: null, body: "{}" },
    },
  ]);
  await tellLiveStreams(tx, [{ id, shopId }], listeners);
  const client = await listen("", ago(1_000)); // comes back a second later
  await tx.query("commit");
  tx.release();
  const marker = await publish();
  await expect.poll(() => client.ids()).toContain(marker);
  expect(client.ids()).toContain(id);
});

test("F3: a lease that ran out and is renewed: what was published in between", async () => {
  const client = await listen("", undefined, slowBase);
  await web.pool.query("update live_stream set until = now() - interval '1 second'"); // as after 31 s without a renewal
  const lost = await publish();
  await expect
    .poll(async () => (await web.pool.query("select from live_stream where until > now()")).rowCount, { timeout: 10_000 })
    .toBe(1);
  const marker = await publish();
  await expect.poll(() => client.ids()).toContain(marker);
  expect(client.ids()).toContain(lost); // or the stream should have ended
}, 20_000);

test("F4: since=1970-01-01T00:00:00Z goes back further than an hour", async () => {
  const old = await publish();
  await age(old, "3 hours");
  const control = await listen("since=1970-01-01T00:00:01Z");
  const marker = await publish();
  await expect.poll(() => control.ids()).toContain(marker);
  expect(control.ids()).not.toContain(old);
  const client = await listen("since=1970-01-01T00:00:00Z");
  await expect.poll(() => client.ids()).toContain(marker);
  expect(client.ids()).not.toContain(old);
});

test("F6: a stream of every topic gets operational events although `*` leaves them out", async () => {
  const client = await listen();
  const tx = await worker.pool.connect();
  await tx.query("begin");
  const id = newId("evt");
  await insertEvents(tx, [
    {
      ...{ id, shopId, topic: "endpoint/failing", resource: null, sequence: null, customer: null, test: false },
      ...{ triggeredAt: new Date(), inboundId: null, body: "{}" },
    },
  ]);
  await tellLiveStreams(tx, [{ id, shopId }], await loadListeners(tx, [shopId]));
  await tx.query("commit");
  tx.release();
  const marker = await publish();
  await expect.poll(() => client.ids()).toContain(marker);
  expect(client.ids()).not.toContain(id);
});
