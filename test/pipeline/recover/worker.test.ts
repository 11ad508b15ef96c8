// Recoveries as processes carry them on: asleep while there is nothing, and after one was killed.
import { type ChildProcess, spawn } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "../../../app/config/clock.ts";
import type { Deps } from "../../../app/config/deps.ts";
import { cancelRecovery } from "../../../app/pipeline/recover/cancel-recovery.ts";
import { recoverEndpoint } from "../../../app/pipeline/recover/recover-endpoint.ts";
import { runRecoverWorker } from "../../../app/pipeline/recover/worker.ts";
import { getRecovery } from "../../../app/queries/recoveries.ts";
import { addEndpoint, addShop, letTimePass } from "../../helpers/pipeline-steps.ts";
import { createTestDeps, ENVIRONMENT, type TestDeps } from "../../helpers/test-deps.ts";
import { createTestReceiver, status, type TestReceiver } from "../../helpers/test-receiver.ts";
import { addDeliveries, ago, HOUR_MS } from "./steps.ts";

/** More than may wait at a time, so that there is something left to carry on at each kill. */
const FAILED = 2_300;

let app: TestDeps;
let receiver: TestReceiver;
let shopId: string;
let endpointId: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  app = await createTestDeps({}, { clock: systemClock });
  receiver = await createTestReceiver();
  shopId = await addShop(app.deps);
  endpointId = (await addEndpoint(app.deps, shopId, receiver.url)).id;
});
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
});

async function recover(): Promise<string> {
  const outcome = await recoverEndpoint(app.deps, shopId, endpointId, {
    include: "failed",
    since: ago(HOUR_MS),
  });
  if (outcome.kind !== "begun") throw new Error(outcome.kind);
  return outcome.id;
}

/** Runs the loop until it has asked to sleep `rounds` times. Returns for how long, and what it asked the database. */
async function sleepsOf(rounds: number): Promise<{ sleeps: number[]; statements: number }> {
  const stop = new AbortController();
  const sleeps: number[] = [];
  let statements = 0;
  const wake: Deps["wake"] = {
    ...app.deps.wake,
    next: async (_work, _seen, timeoutMs) => {
      sleeps.push(timeoutMs);
      if (sleeps.length === rounds) stop.abort();
    },
  };
  const pool = new Proxy(app.deps.pool, {
    get(target, name) {
      if (name === "query" || name === "connect") statements += 1;
      const value = Reflect.get(target, name) as unknown;
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  await runRecoverWorker({ ...app.deps, wake, pool }, stop.signal);
  return { sleeps, statements };
}

test("with nothing to do the loop asks once, and then not before two minutes are over", async () => {
  expect(await sleepsOf(3)).toEqual({ sleeps: [120_000, 120_000, 120_000], statements: 3 });
});

test("while what waits is enough it looks again less and less often", async () => {
  await addDeliveries(app.deps, { shopId, endpointId }, 2_100);
  const id = await recover();
  const { sleeps } = await sleepsOf(6);
  expect(sleeps).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  await cancelRecovery(app.deps, shopId, id);
  await app.deps.pool.query("delete from delivery; delete from recovery");
});

function startWorker(): ChildProcess {
  const env = {
    ...{ ...ENVIRONMENT, PATH: process.env.PATH, DATABASE_URL: app.databaseUrl },
    ...{ ROLE: "worker", ENDPOINT_CONCURRENCY: "100" },
  };
  const child = spawn(process.execPath, ["app/main.ts"], {
    env: env as unknown as NodeJS.ProcessEnv,
    stdio: "ignore",
  });
  children.push(child);
  return child;
}

const ended = (child: ChildProcess) => new Promise((resolve) => child.once("exit", resolve));

/** Starts a process and kills it when this holds; then its leases run out. Until then it cannot send everything. */
async function killWhen(holds: () => Promise<boolean>): Promise<void> {
  let answers = 150;
  receiver.answer((_request, response) => {
    if (answers > 0) response.writeHead(200).end();
    answers -= 1;
  });
  const worker = startWorker();
  await expect.poll(holds, { timeout: 60_000 }).toBe(true);
  worker.kill("SIGKILL");
  await ended(worker);
  await letTimePass(app.deps);
}

test("a process that is killed leaves nothing out and does nothing twice; the next one goes on", async () => {
  await addDeliveries(app.deps, { shopId, endpointId }, FAILED);
  const id = await recover();
  await killWhen(async () => ((await getRecovery(app.deps, shopId, id))?.done ?? 0) > 0);
  const before = receiver.received.length;
  await killWhen(async () => receiver.received.length > before + 100);
  expect(await getRecovery(app.deps, shopId, id)).toMatchObject({ status: "running" });

  receiver.answer(status(200));
  startWorker();
  await expect
    .poll(() => app.deps.prisma.delivery.count({ where: { status: "succeeded" } }), { timeout: 60_000 })
    .toBe(FAILED);
  expect(await getRecovery(app.deps, shopId, id)).toMatchObject({ status: "done", done: FAILED, skipped: 0 });
  // On record each went out once; what was in flight at a kill went out again without one.
  expect(await app.deps.prisma.attempt.count({ where: { shopId, trigger: "replay" } })).toBe(FAILED);
  const events = new Set(receiver.received.map(({ headers }) => headers["webhook-id"]));
  expect(events.size).toBe(FAILED);
}, 120_000);
