// Worker processes that are killed in the middle of their work.
import { type ChildProcess, spawn } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addEndpoint, addShop, letTimePass, takeIn } from "../helpers/pipeline-steps.ts";
import { createTestDeps, ENVIRONMENT, type TestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver, type TestReceiver } from "../helpers/test-receiver.ts";

const WEBHOOKS = 200;
/** Each test waits for whole processes to start. */
const TIMEOUT_MS = 120_000;
/** What its connections are called, to tell them from the test's. */
const WORKER = "worker";

let app: TestDeps;
let receiver: TestReceiver;
const children: ChildProcess[] = [];

beforeAll(async () => {
  app = await createTestDeps();
  receiver = await createTestReceiver();
  const shopId = await addShop(app.deps);
  await addEndpoint(app.deps, shopId, receiver.url);
});
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
});

function startWorker(): ChildProcess {
  const database = `${app.databaseUrl}?application_name=${WORKER}`;
  const env = { ...ENVIRONMENT, PATH: process.env.PATH, DATABASE_URL: database, ROLE: "worker" };
  const child = spawn(process.execPath, ["app/main.ts"], {
    env: env as unknown as NodeJS.ProcessEnv,
    stdio: "ignore",
  });
  children.push(child);
  return child;
}

const ended = (child: ChildProcess) => new Promise((resolve) => child.once("exit", resolve));

/** Different events of the topic that the receiver has seen: of others, requests of the test before may still come. */
function heard(topic: string): number {
  const told = receiver.received.filter(
    ({ body }) => (JSON.parse(body) as { topic: string }).topic === topic,
  );
  return new Set(told.map(({ headers }) => headers["webhook-id"])).size;
}

/** Resolves when the receiver has seen this many different events of the topic, or more. */
async function untilHeard(topic: string, count: number): Promise<number> {
  while (heard(topic) < count) await receiver.until(receiver.received.length + 1);
  return heard(topic);
}

test("a worker killed in the middle loses nothing, and the next one repeats only what was in flight", {
  timeout: TIMEOUT_MS,
}, async () => {
  for (let id = 1; id <= WEBHOOKS; id += 1) await takeIn(app.deps, "products/create", `{"id":${id}}`);
  const killed = startWorker();
  await untilHeard("product/created", WEBHOOKS / 4);
  killed.kill("SIGKILL");
  await ended(killed);

  const atRisk = await app.deps.prisma.lease.count();
  await letTimePass(app.deps); // its leases run out
  startWorker();
  expect(await untilHeard("product/created", WEBHOOKS)).toBe(WEBHOOKS);
  await expect.poll(() => app.deps.prisma.delivery.count({ where: { status: "succeeded" } })).toBe(WEBHOOKS);
  expect(receiver.received.length - WEBHOOKS).toBeLessThanOrEqual(atRisk);
});

test("a worker that is asked to stop finishes what it has begun and leaves no lease", {
  timeout: TIMEOUT_MS,
}, async () => {
  const worker = children.at(-1);
  for (let id = 1; id <= 50; id += 1) await takeIn(app.deps, "products/delete", `{"id":${id}}`);
  await untilHeard("product/deleted", 5);
  worker?.kill("SIGTERM");
  if (worker) await ended(worker);
  expect(worker?.exitCode).toBe(0);
  expect(await app.deps.prisma.lease.count()).toBe(0);
});

test("a worker whose connections are cut, again and again, goes on by itself", {
  timeout: TIMEOUT_MS,
}, async () => {
  const worker = startWorker();
  for (let round = 1; round <= 4; round += 1) {
    for (let id = 1; id <= 20; id += 1)
      await takeIn(app.deps, "products/create", `{"id":${round * 10_000 + id}}`);
    await untilHeard("product/created", WEBHOOKS + round * 20 - 15);
    const cut = await app.deps.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = $1",
      [WORKER],
    );
    expect(cut.rowCount).toBeGreaterThan(0);
    await letTimePass(app.deps);
  }
  expect(await untilHeard("product/created", WEBHOOKS + 80)).toBe(WEBHOOKS + 80);
  expect(worker.exitCode).toBeNull();
});
