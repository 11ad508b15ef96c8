// Worker processes that are killed in the middle of their work.
import { type ChildProcess, spawn } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addEndpoint, addShop, letTimePass, takeIn } from "../helpers/pipeline-steps.ts";
import { createTestDeps, ENVIRONMENT, type TestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver, type TestReceiver } from "../helpers/test-receiver.ts";

const WEBHOOKS = 200;

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
  const env = { ...ENVIRONMENT, PATH: process.env.PATH, DATABASE_URL: app.databaseUrl, ROLE: "worker" };
  const child = spawn(process.execPath, ["app/main.ts"], {
    env: env as unknown as NodeJS.ProcessEnv,
    stdio: "ignore",
  });
  children.push(child);
  return child;
}

const ended = (child: ChildProcess) => new Promise((resolve) => child.once("exit", resolve));

/** Resolves when the receiver has seen this many different events. */
async function untilDistinct(count: number): Promise<Set<string>> {
  for (;;) {
    const seen = new Set(receiver.received.map(({ headers }) => headers["webhook-id"] ?? ""));
    if (seen.size >= count) return seen;
    await receiver.until(receiver.received.length + 1);
  }
}

test("a worker killed in the middle loses nothing, and the next one repeats only what was in flight", async () => {
  for (let id = 1; id <= WEBHOOKS; id += 1) await takeIn(app.deps, "products/create", `{"id":${id}}`);
  const killed = startWorker();
  await untilDistinct(WEBHOOKS / 4);
  killed.kill("SIGKILL");
  await ended(killed);

  const atRisk = await app.deps.prisma.lease.count();
  await letTimePass(app.deps); // its leases run out
  startWorker();
  expect((await untilDistinct(WEBHOOKS)).size).toBe(WEBHOOKS);
  await expect.poll(() => app.deps.prisma.delivery.count({ where: { status: "succeeded" } })).toBe(WEBHOOKS);
  expect(receiver.received.length - WEBHOOKS).toBeLessThanOrEqual(atRisk);
});

test("a worker that is asked to stop finishes what it has begun and leaves no lease", async () => {
  const worker = children.at(-1);
  const before = new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size;
  for (let id = 1; id <= 50; id += 1) await takeIn(app.deps, "products/delete", `{"id":${id}}`);
  await untilDistinct(before + 5);
  worker?.kill("SIGTERM");
  if (worker) await ended(worker);
  expect(worker?.exitCode).toBe(0);
  expect(await app.deps.prisma.lease.count()).toBe(0);
});

test("a worker whose connections are cut, again and again, goes on by itself", async () => {
  const before = new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size;
  const { rows: ours } = await app.deps.pool.query<{ pid: number }>(
    "select pid from pg_stat_activity where datname = current_database()",
  );
  const worker = startWorker();
  for (let round = 1; round <= 4; round += 1) {
    for (let id = 1; id <= 20; id += 1)
      await takeIn(app.deps, "products/create", `{"id":${round * 10_000 + id}}`);
    await untilDistinct(before + round * 20 - 15);
    await app.deps.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> all($1)",
      [ours.map(({ pid }) => pid)],
    );
    await letTimePass(app.deps);
  }
  expect((await untilDistinct(before + 80)).size).toBe(before + 80);
  expect(worker.exitCode).toBeNull();
});
