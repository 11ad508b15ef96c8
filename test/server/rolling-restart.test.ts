// Every process of a running Carillon is replaced by another one, under load.
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createToken } from "../../app/tokens/create-token.ts";
import { type AppProcess, startProcess } from "../helpers/app-process.ts";
import { type Balancer, startBalancer } from "../helpers/balancer.ts";
import { buildApp } from "../helpers/build-app.ts";
import { addEndpoint, addShop } from "../helpers/pipeline-steps.ts";
import { shopifyHeaders } from "../helpers/shopify-webhooks.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver, type TestReceiver } from "../helpers/test-receiver.ts";

/** The balancer looks twenty times a second. */
const DRAIN_SECONDS = "2";
const SENDERS = 6;
const READERS = 2;
/** Of each of them; a token may call fifty times a second. */
const BETWEEN_MS = 25;

let app: TestDeps;
let receiver: TestReceiver;
let balancer: Balancer;
let token: string;
const processes: AppProcess[] = [];

beforeAll(async () => {
  await buildApp(); // a process that serves has the panel
  app = await createTestDeps();
  receiver = await createTestReceiver();
  balancer = await startBalancer();
  const shopId = await addShop(app.deps);
  await addEndpoint(app.deps, shopId, receiver.url);
  ({ token } = await createToken(app.deps, shopId, "read"));
}, 180_000);
afterAll(async () => {
  for (const process of processes) process.kill();
  await balancer?.close();
});

async function start(role: "web" | "worker"): Promise<AppProcess> {
  const process = await startProcess({ DATABASE_URL: app.databaseUrl, ROLE: role, DRAIN_SECONDS });
  processes.push(process);
  return process;
}

async function startBehindBalancer(): Promise<AppProcess> {
  const process = await start("web");
  balancer.add(process.url);
  await balancer.untilReady(process.url);
  return process;
}

/** Asks again and again, over kept connections, until told to stop; what was not answered 200 is told. */
function keepAsking(times: number, ask: (turn: number) => Promise<Response>) {
  const wrong: string[] = [];
  let asked = 0;
  let stopped = false;
  const one = async () => {
    while (!stopped) {
      asked += 1;
      const answer = await ask(asked).catch((error: Error) => error);
      if (answer instanceof Error) wrong.push(String(answer.cause ?? answer));
      else if (answer.status !== 200) wrong.push(`${answer.status} ${await answer.text()}`);
      else await answer.arrayBuffer();
      await pause(BETWEEN_MS);
    }
  };
  const all = Promise.all(Array.from({ length: times }, one));
  return {
    async stop() {
      stopped = true;
      await all;
      return { asked, wrong };
    },
  };
}

const product = (id: number) => `{"id":${id},"admin_graphql_api_id":"gid://shopify/Product/${id}"}`;

function sendWebhook(id: number): Promise<Response> {
  const body = product(id);
  const headers = shopifyHeaders("products/create", body, { webhookId: `rolling-${id}` });
  return fetch(`${balancer.url}/webhooks`, { method: "POST", body, headers });
}

const readEndpoints = () =>
  fetch(`${balancer.url}/api/v1/endpoints`, { headers: { authorization: `Bearer ${token}` } });

test("every process is replaced in turn, under load: no request fails, no webhook or delivery is lost or made twice", {
  timeout: 240_000,
}, async () => {
  const web = await Promise.all([startBehindBalancer(), startBehindBalancer()]);
  const workers = await Promise.all([start("worker"), start("worker")]);
  const webhooks = keepAsking(SENDERS, sendWebhook);
  const calls = keepAsking(READERS, readEndpoints);

  const codes: (number | null)[] = [];
  const replaceAll = async (old: AppProcess[], startNext: () => Promise<AppProcess>) => {
    for (const { url, stop } of old) {
      codes.push(await stop());
      balancer.remove(url);
      await startNext();
    }
  };
  await Promise.all([replaceAll(web, startBehindBalancer), replaceAll(workers, () => start("worker"))]);

  const sent = await webhooks.stop();
  expect([sent.wrong, (await calls.stop()).wrong]).toEqual([[], []]);
  expect(codes).toEqual([0, 0, 0, 0]);
  expect(await app.deps.prisma.inboundWebhook.count()).toBe(sent.asked);
  await expect
    .poll(() => app.deps.prisma.delivery.count({ where: { status: "succeeded" } }), { timeout: 60_000 })
    .toBe(sent.asked);
  // Those who were asked to stop had ended and recorded what they had begun.
  expect(receiver.received).toHaveLength(sent.asked);
  expect(new Set(receiver.received.map(({ body }) => JSON.parse(body).resource)).size).toBe(sent.asked);
});

test("a process that is asked to stop says so to whoever asks, and serves on", async () => {
  const { url, stop } = await start("web");
  const answer = async (path: string) => {
    const { status, headers } = await fetch(url + path);
    return { status, connection: headers.get("connection") };
  };
  expect(await answer("/readyz")).toEqual({ status: 200, connection: "keep-alive" });
  const stopped = stop();
  await expect.poll(() => answer("/readyz")).toEqual({ status: 503, connection: "close" });
  expect(await answer("/healthz")).toEqual({ status: 200, connection: "close" });
  expect(await stopped).toBe(0);
});
