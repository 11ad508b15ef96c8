// What a stream owes to whoever comes back, and to whoever came while something was being published.
import { beforeAll, beforeEach, expect, test } from "vitest";
import { createLive } from "../../app/api/live/live.ts";
import type { Deps } from "../../app/config/deps.ts";
import { firstIdAt, newId } from "../../app/db/ids.ts";
import { loadListeners } from "../../app/pipeline/events/listeners.ts";
import { tellLiveStreams } from "../../app/pipeline/events/tell-live-streams.ts";
import { insertEvents } from "../../app/pipeline/events/write-events.ts";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { type LiveClient, listenLive } from "../helpers/live-client.ts";
import { addEndpoint, addShop } from "../helpers/pipeline-steps.ts";
import { createSecondDeps, createTestDeps } from "../helpers/test-deps.ts";

let web: Deps;
let base: string;
let slowBase: string;
let shopId: string;
let token: string;
let clients: LiveClient[];

beforeAll(async () => {
  const app = await createTestDeps();
  web = app.deps;
  web.live = createLive(web, { heartbeatMs: 20, checkMs: 20, stallMs: 5_000 });
  base = `http://127.0.0.1:${(await serve(web, { withPanel: false })).port}/api/v1`;
  const rare = await createSecondDeps(app);
  rare.live = createLive(rare, { heartbeatMs: 20, checkMs: 1_000, stallMs: 5_000 });
  slowBase = `http://127.0.0.1:${(await serve(rare, { withPanel: false })).port}/api/v1`;
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

interface Facts {
  topic?: string;
  id?: string;
}

/** An event in a transaction that has asked who listens, and is not committed yet. */
async function begin({ topic = "order/paid", id = newId("evt") }: Facts = {}) {
  const tx = await web.pool.connect();
  await tx.query("begin");
  const listeners = await loadListeners(tx, [shopId]);
  await insertEvents(tx, [
    {
      ...{ id, shopId, topic, resource: null, sequence: null, customer: null, test: false },
      ...{ triggeredAt: new Date(), inboundId: null, body: "{}" },
    },
  ]);
  await tellLiveStreams(tx, [{ id, shopId }], listeners);
  return { id, commit: () => tx.query("commit").finally(() => tx.release()) };
}

async function publish(facts?: Facts): Promise<string> {
  const { id, commit } = await begin(facts);
  await commit();
  return id;
}

const age = (id: string, interval: string) =>
  web.pool.query("update event set created_at = now() - $2::interval where id = $1", [id, interval]);
const minutesAgo = (minutes: number) => Date.now() - minutes * 60_000;
const readyOf = (client: LiveClient) => JSON.parse(client.messages[0]?.data ?? "");
const lastIdOf = (client: LiveClient) => client.messages.findLast(({ id }) => id !== undefined)?.id;

/** Lets the streams find nothing to load, once. */
function breakOnce(deps: Deps): void {
  const query = deps.pool.query.bind(deps.pool) as (...all: unknown[]) => unknown;
  deps.pool.query = ((...all: unknown[]) => {
    if ((all[0] as { name?: string }).name !== "load-live-events") return query(...all);
    deps.pool.query = query as typeof deps.pool.query;
    return Promise.reject(new Error("timeout exceeded when trying to connect"));
  }) as typeof deps.pool.query;
}

test("what was missed comes after a stream that broke before it could send it", async () => {
  const missed = await publish();
  await age(missed, "5 minutes");
  breakOnce(web);
  const first = await listen("", String(minutesAgo(6)));
  expect(await first.ended).toMatchObject({ reason: "interrupted" });
  expect(first.ids()).toEqual([]);
  const second = await listen("", lastIdOf(first));
  expect(readyOf(second).complete).toBe(true);
  await expect.poll(() => second.ids()).toContain(missed);
});

test("a stream that broke before what `since` asked for begins there again", async () => {
  const missed = await publish();
  await age(missed, "5 minutes");
  breakOnce(web);
  const first = await listen(`since=${new Date(minutesAgo(6)).toISOString()}`);
  await first.ended;
  const second = await listen("", lastIdOf(first));
  await expect.poll(() => second.ids()).toContain(missed);
});

test("what was missed comes in the order of its making, whatever its ids, and the cursor never goes back", async () => {
  const late = await publish({ id: firstIdAt("evt", new Date(minutesAgo(60 * 24))) + "0".repeat(20) });
  const early = await publish();
  await age(late, "20 minutes");
  await age(early, "30 minutes");
  const client = await listen("", String(minutesAgo(40)));
  await expect.poll(() => client.ids()).toEqual(expect.arrayContaining([early, late]));
  expect(client.ids().indexOf(early)).toBeLessThan(client.ids().indexOf(late));
  const cursors = client.messages.map(({ id }) => Number(id));
  expect(cursors).toEqual(cursors.toSorted((a, b) => a - b));
});

test("an event that was being published while the stream opened comes once it is committed", async () => {
  const [now, back] = [await begin(), await begin()];
  const client = await listen();
  const again = await listen("", String(Date.now() - 1_000));
  await now.commit();
  await back.commit();
  for (const one of [client, again])
    await expect.poll(() => one.ids()).toEqual(expect.arrayContaining([now.id, back.id]));
  const marker = await publish();
  await expect.poll(() => client.ids()).toEqual(expect.arrayContaining([marker]));
  expect(client.ids()).toHaveLength(3);
});

test("a stream whose lease ran out ends, for its events were not told meanwhile", async () => {
  const client = await listen("", undefined, slowBase);
  await web.pool.query("update live_stream set until = now() - interval '1 second'");
  const lost = await publish();
  expect(await client.ended).toMatchObject({ reason: "interrupted" });
  const again = await listen("", lastIdOf(client));
  await expect.poll(() => again.ids()).toContain(lost);
});

test.each(["since=1970-01-01T00:00:00Z", "since=1970-01-01T00:00:01Z"])(
  "%s goes back an hour and no further",
  async (query) => {
    const [old, recent] = [await publish(), await publish()];
    await age(old, "61 minutes");
    await age(recent, "59 minutes");
    const client = await listen(query);
    expect(readyOf(client).complete).toBe(false);
    await expect.poll(() => client.ids()).toContain(recent);
    expect(client.ids()).not.toContain(old);
  },
);

test("a time to come is now", async () => {
  const client = await listen("since=9999-12-31T23:59:59Z");
  const id = await publish();
  const again = await listen("", lastIdOf(client));
  await expect.poll(() => again.ids()).toContain(id);
});

test("events about endpoints come to a stream that names their topic, and to no other", async () => {
  const [all, named] = [await listen(), await listen("topics=endpoint/failing")];
  const about = await publish({ topic: "endpoint/failing" });
  const marker = await publish();
  await expect.poll(() => all.ids()).toEqual([marker]);
  await expect.poll(() => named.ids()).toEqual([about]);
});
