// `carillon listen` against an app of the test's own, whose answers are what an app may do at the wrong moment.
import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { followStream } from "../../app/commands/listen/follow-stream.ts";
import { listen } from "../../app/commands/listen/listen.ts";

const BEGAN = 1_800_000_000_000;

let servers: Server[];
beforeAll(() => {
  servers = [];
});
afterAll(() => {
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
});

/** Its URL. */
async function startServer(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const READY = `id: ${BEGAN}\nevent: ready\ndata: {"shop_domain":"a.myshopify.com","topics":["*"],"complete":true}\n\n`;

/** `age`: milliseconds before the stream began. */
function eventText(number: number, age = 0): string {
  const time = new Date(BEGAN - age);
  const data = {
    ...{ id: `evt_${number}`, topic: "order/paid", shop_domain: "a.myshopify.com", body: "{}" },
    ...{ triggered_at: time, created_at: time },
  };
  return `id: ${BEGAN}\nevent: event\ndata: ${JSON.stringify(data)}\n\n`;
}

function stream(response: ServerResponse, ...texts: string[]): ServerResponse {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(texts.join(""));
  return response;
}

/** The first `count` events that come. */
async function follow(url: string, count: number, patienceMs?: number) {
  const stop = new AbortController();
  const [ids, said]: [string[], string[]] = [[], []];
  const terminal = { say: (line: string) => void said.push(line), signal: stop.signal };
  const following = {
    ...{ query: new URLSearchParams(), terminal, ready: () => undefined, firstPauseMs: 1 },
    ...(patienceMs && { patienceMs }),
  };
  for await (const { id } of followStream({ url, token: "car_x" }, following)) {
    if (ids.push(id) === count) break;
  }
  stop.abort();
  return { ids, said };
}

test("an event whose transaction began before the stream comes, when it comes live", async () => {
  const url = await startServer((_request, response) => {
    stream(response, READY, eventText(1, 40), eventText(2));
  });
  expect((await follow(url, 2)).ids).toEqual(["evt_1", "evt_2"]);
});

test("what goes on leaves out what was before the beginning, and what came already", async () => {
  let connections = 0;
  const url = await startServer((_request, response) => {
    connections += 1;
    if (connections === 1) stream(response, READY, eventText(1)).end();
    else stream(response, READY, eventText(0, 40), eventText(1), eventText(2));
  });
  const { ids, said } = await follow(url, 2);
  expect(ids).toEqual(["evt_1", "evt_2"]);
  expect(said.at(-1)).toBe("Connected again.");
});

test("an app that takes the connection and does not answer is told of, and tried again", async () => {
  let connections = 0;
  const url = await startServer((_request, response) => {
    connections += 1;
    if (connections === 1) stream(response, READY, eventText(1)).end();
    else if (connections === 3) stream(response, READY, eventText(2));
  });
  const { ids } = await follow(url, 2, 2_000);
  expect(ids).toEqual(["evt_1", "evt_2"]);
  const silent = await startServer(() => undefined);
  await expect(follow(silent, 1, 20)).rejects.toThrow(
    `Carillon does not answer at ${silent} (no answer in time)`,
  );
});

test("Ctrl-C ends what is on its way, and nothing that waits is forwarded", async () => {
  let came = 0;
  const local = await startServer(() => {
    came += 1;
  });
  const waiting = Array.from({ length: 100 }, (_, number) => eventText(number));
  const url = await startServer((_request, response) => void stream(response, READY, ...waiting));
  vi.stubEnv("CARILLON_TOKEN", "car_x");
  const stop = new AbortController();
  const printed: string[] = [];
  const done = listen.run(
    { url, forward: local },
    {
      ...{ json: false, signal: stop.signal, print: (line: string) => void printed.push(line) },
      ...{ say: () => undefined, fail: () => undefined },
    },
  );
  await expect.poll(() => came).toBe(10);
  stop.abort();
  await done;
  expect([came, printed]).toEqual([10, []]);
});
