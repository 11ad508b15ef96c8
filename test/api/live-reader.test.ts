// Readers that do not read, and what a stream that stops says.
import { createServer, get, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect as openSocket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createEventStream, type EventStream } from "../../app/api/live/event-stream.ts";
import { createLive } from "../../app/api/live/live.ts";
import { newId } from "../../app/db/ids.ts";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { listenLive } from "../helpers/live-client.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps } from "../helpers/test-deps.ts";

/** With nothing missed. */
const START = { ready: {}, cursor: 1_795_168_800_123, missed: [] };

const MEGABYTE = "x".repeat(1 << 20);

interface Served {
  stream: EventStream;
  /** how often bodies were loaded */
  loads(): number;
  /** of what the stream ended, and how many it had sent */
  ended: Promise<[string, number]>;
  url: string;
}

let servers: Server[];
beforeAll(() => {
  servers = [];
});
afterAll(() => {
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
});

/** A stream on a socket of its own, whose events have so many megabytes each. */
async function serveStream(stallMs: number, megabytes = 1): Promise<Served> {
  let loaded = 0;
  const { promise: ended, resolve } = Promise.withResolvers<[string, number]>();
  const stream = createEventStream({
    ...{ shopDomain: "a.myshopify.com", heartbeatMs: 1_000, stallMs },
    async load([id = ""]) {
      loaded += 1;
      const time = new Date();
      return {
        events: [
          { id, topic: "order/paid", triggeredAt: time, createdAt: time, body: MEGABYTE.repeat(megabytes) },
        ],
        done: 1,
      };
    },
    ended: (reason, sent) => resolve([reason, sent]),
  });
  const server = createServer((_request, response) => stream.serve(response, START));
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { stream, loads: () => loaded, ended, url };
}

const ids = (count: number) => Array.from({ length: count }, () => newId("evt"));

const connect = (url: string) => new Promise<IncomingMessage>((resolve) => void get(url, resolve));

test("a reader that stops reading is ended, and what waits for it is ids and not bodies", async () => {
  const { stream, loads, ended, url } = await serveStream(50);
  const answer = await connect(url);
  answer.pause();
  stream.hear(ids(1_000));
  expect((await ended)[0]).toBe("too_slow");
  expect(loads()).toBeLessThan(50); // what the sockets' buffers took
});

test("a reader that is slow and goes on reading gets everything", async () => {
  const { stream, loads, url } = await serveStream(10_000);
  const answer = await connect(url);
  stream.hear(ids(40));
  let bytes = 0;
  for await (const chunk of answer) {
    bytes += (chunk as Buffer).length;
    if (bytes > 40 << 20) break;
  }
  expect(loads()).toBe(40);
});

test("a reader that takes a large body bit by bit is not too slow, however long it takes", async () => {
  const { stream, ended, url } = await serveStream(1_000, 20);
  stream.hear(ids(1));
  const socket = openSocket(Number(new URL(url).port), "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n");
  const began = performance.now();
  let bytes = 0;
  const all = new Promise<void>((resolve) => {
    socket.on("data", (chunk) => {
      bytes += chunk.length;
      socket.pause();
      if (bytes > 20 << 20) return resolve();
      setTimeout(() => socket.resume(), 8);
    });
  });
  expect(await Promise.race([ended, all])).toBeUndefined();
  expect(performance.now() - began).toBeGreaterThan(1_000); // otherwise it would say nothing
  socket.destroy();
});

test("a stream that is ended in the middle of a body sends the rest of it before its last words", async () => {
  const { stream, loads, url } = await serveStream(10_000, 20);
  const answer = await connect(url);
  answer.pause();
  stream.hear(ids(1));
  await expect.poll(loads).toBe(1);
  stream.end("stopping");
  const messages = (await answer.toArray()).join("").split("\n\n");
  expect(messages.at(-3)).toMatch(/x"\}$/);
  expect(messages.at(-2)).toMatch(/^retry: 1000\nevent: end\ndata: \{"reason":"stopping"/);
});

test("whoever is thousands of events behind is ended before anything grows", async () => {
  const { stream, ended } = await serveStream(10_000);
  stream.hear(ids(5_001));
  expect(await ended).toEqual(["too_slow", 0]);
});

test("a stream that ended before it was served says so", async () => {
  const { stream, url } = await serveStream(10_000);
  stream.end("stopping");
  const answer = await connect(url);
  const text = (await answer.toArray()).join("");
  expect(text).toMatch(/^retry: 1000\nevent: end\ndata: \{"reason":"stopping",/);
});

test("an app that stops ends its streams at once, with the time after which to come back", async () => {
  const { deps } = await createTestDeps();
  deps.live = createLive(deps);
  const { port, close } = await serve(deps, { withPanel: false });
  const base = `http://127.0.0.1:${port}/api/v1`;
  const { token } = await createToken(deps, await addShop(deps), "read");
  const client = await listenLive(base, token);
  await close();
  expect(await client.ended).toMatchObject({ reason: "stopping" });
  await expect.poll(async () => (await deps.pool.query("select from live_stream")).rowCount).toBe(0);
});
