// What is promised for the worst: processes that are killed, and a database that crashes or is away. The waiting is the
// fault itself, so this file takes a minute and a half; its tests run side by side.
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, test } from "vitest";
import { readEnv } from "../../app/config/env.ts";
import { createDeps } from "../../app/create-deps.ts";
import { createPartitions } from "../../app/db/partitions.ts";
import { buildApp } from "../helpers/build-app.ts";
import { createOwnServer, type OwnServer } from "../helpers/own-server.ts";
import { addEndpoint, addShop } from "../helpers/pipeline-steps.ts";
import { shopifyHeaders } from "../helpers/shopify-webhooks.ts";
import { createTestDeps, ENVIRONMENT } from "../helpers/test-deps.ts";
import { createTestReceiver, type TestReceiver } from "../helpers/test-receiver.ts";

const TIMEOUT_MS = 240_000;
const AWAY_MS = 90_000;
/** Hundreds of webhooks are sent again for as long as the database is away: sooner, and they take the whole machine. */
const RESEND_MS = 2_000;

const children: ChildProcess[] = [];
beforeAll(buildApp, 180_000); // role all serves the panel
const servers: OwnServer[] = [];
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await Promise.all(servers.map((server) => server.end()));
});

interface App {
  process: ChildProcess;
  url: string;
}

async function startApp(databaseUrl: string, role: "all" | "worker"): Promise<App> {
  const env = {
    ...ENVIRONMENT,
    PATH: process.env.PATH,
    DATABASE_URL: databaseUrl,
    ROLE: role,
    LOG_LEVEL: "info",
  };
  const child = spawn(process.execPath, ["app/main.ts"], {
    env: env as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    let text = "";
    child.once("exit", (code) => reject(new Error(`the app ended with ${code}: ${text.slice(-500)}`)));
    child.stdout?.on("data", (chunk: Buffer) => {
      text = `${text}${chunk}`.slice(-10_000);
      const started = /"port":(\d+).*"app\.started"|"app\.started"/.exec(text);
      if (started) resolve({ process: child, url: `http://127.0.0.1:${started[1]}/webhooks` });
    });
  });
}

/** As Shopify does, only sooner: again until it is told 200. */
async function sendUntilStored(url: string, id: number): Promise<void> {
  const body = `{"id":${id},"admin_graphql_api_id":"gid://shopify/Product/${id}"}`;
  const headers = shopifyHeaders("products/create", body, { webhookId: `fault-${id}` });
  for (;;) {
    const answer = await fetch(url, {
      method: "POST",
      body,
      headers: headers as Record<string, string>,
    }).catch(() => undefined);
    await answer?.text();
    if (answer?.status === 200) return;
    await pause(RESEND_MS);
  }
}

const resources = ({ received }: TestReceiver) =>
  received.map(({ body }) => (JSON.parse(body) as { resource: string }).resource);

const eventIds = ({ received }: TestReceiver) => received.map(({ headers }) => headers["webhook-id"]);

test.concurrent("SIGKILL in the middle of 10,000 deliveries loses none and repeats only what was leased", {
  timeout: TIMEOUT_MS,
}, async ({ expect }) => {
  const COUNT = 10_000;
  const { deps, databaseUrl } = await createTestDeps({ DATABASE_POOL_SIZE: "4" });
  const receiver = await createTestReceiver();
  const shopId = await addShop(deps);
  for (let endpoint = 0; endpoint < 20; endpoint += 1)
    await addEndpoint(deps, shopId, `${receiver.url}/${endpoint}`, ["product/created"]);
  await deps.pool.query(
    `with events as (
       insert into event (id, shop_id, topic, triggered_at, day)
       select 'evt_' || lpad(n::text, 32, '0'), $1, 'product/created', now(), (now() at time zone 'utc')::date
       from generate_series(1, $2::int / 20) n returning id, day
     ), payloads as (
       insert into event_payload (event_id, day, body) select id, day, '{}' from events
     )
     insert into delivery (id, shop_id, endpoint_id, event_id, topic, due_at)
     select 'dlv_' || md5(events.id || endpoint.id), $1, endpoint.id, events.id, 'product/created', now()
     from events, endpoint`,
    [shopId, COUNT],
  );
  await deps.pool.query("update lane set next_due_at = now()");

  const killed = await startApp(databaseUrl, "worker");
  await receiver.until(COUNT / 4);
  killed.process.removeAllListeners("exit");
  killed.process.kill("SIGKILL");
  await new Promise((resolve) => killed.process.once("exit", resolve));
  const { rows: leases } = await deps.pool.query<{ delivery_id: string; seconds: number }>(
    "select delivery_id, extract(epoch from until - now())::float8 as seconds from lease",
  );
  expect(leases.length).toBeGreaterThan(0);
  expect(Math.max(...leases.map(({ seconds }) => seconds))).toBeLessThanOrEqual(30);

  await startApp(databaseUrl, "worker"); // it waits for the leases to run out by themselves
  await expect
    .poll(() => deps.prisma.delivery.count({ where: { status: "succeeded" } }), {
      timeout: TIMEOUT_MS,
      interval: 500,
    })
    .toBe(COUNT);
  const seen = Map.groupBy(receiver.received, ({ headers }) => headers["x-delivery-id"] ?? "");
  expect(seen.size).toBe(COUNT);
  const repeated = [...seen].filter(([, requests]) => requests.length > 1).map(([id]) => id);
  const leased = new Set(leases.map(({ delivery_id }) => delivery_id));
  expect(repeated.filter((id) => !leased.has(id))).toEqual([]);
});

test.concurrent("PostgreSQL crashing under load loses nothing that was answered 200", {
  timeout: TIMEOUT_MS,
}, async ({ expect }) => {
  const COUNT = 600;
  const { server, receiver } = await startOwn();
  const app = await startApp(server.url, "all");
  const sending: Promise<void>[] = [];
  for (let id = 1; id <= COUNT; id += 1) {
    sending.push(sendUntilStored(app.url, id));
    await pause(5);
    if (id === COUNT / 3) await server.crash();
    if (id === COUNT / 2) await server.start();
  }
  await Promise.all(sending);
  await expect
    .poll(() => new Set(resources(receiver)).size, { timeout: TIMEOUT_MS, interval: 200 })
    .toBe(COUNT);
  // What went out twice is the same event: the receiver can tell.
  expect(new Set(eventIds(receiver)).size).toBe(COUNT);
  expect(app.process.exitCode).toBeNull();
});

test.concurrent("PostgreSQL away for 90 seconds: the workers come back by themselves", {
  timeout: TIMEOUT_MS,
}, async ({ expect }) => {
  const COUNT = 200;
  const { server, receiver } = await startOwn();
  const app = await startApp(server.url, "all");
  const other = await startApp(server.url, "worker");
  const first = Array.from({ length: COUNT }, (_, id) => sendUntilStored(app.url, id + 1));
  await receiver.until(COUNT / 4);
  await server.crash();
  await pause(AWAY_MS);
  await server.start();
  const second = Array.from({ length: COUNT }, (_, id) => sendUntilStored(app.url, COUNT + id + 1));
  await Promise.all([...first, ...second]);
  await expect
    .poll(() => new Set(resources(receiver)).size, { timeout: TIMEOUT_MS, interval: 200 })
    .toBe(2 * COUNT);
  expect(new Set(eventIds(receiver)).size).toBe(2 * COUNT);
  expect([app.process.exitCode, other.process.exitCode]).toEqual([null, null]);
});

/** A server of its own with a shop and an endpoint. */
async function startOwn() {
  const server = await createOwnServer();
  servers.push(server);
  const receiver = await createTestReceiver();
  const pool = new pg.Pool({ connectionString: server.url, max: 1 });
  await createPartitions(pool);
  await pool.end();
  const { deps, close } = await createDeps(readEnv({ ...ENVIRONMENT, DATABASE_URL: server.url }), server.url);
  await addEndpoint(deps, await addShop(deps), receiver.url);
  await close();
  return { server, receiver };
}
