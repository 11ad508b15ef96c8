import { expect, test } from "vitest";
import type { Deps } from "../../app/config/deps.ts";
import { runMailWorker, runNoticeWorker } from "../../app/notifications/worker.ts";
import { createTestDeps } from "../helpers/test-deps.ts";
import { alertedShop, mailTo, note, noticesOf } from "./alert-steps.ts";
import { createMailServer } from "./mail-server.ts";

test("a notice wakes the loops: it is published and mailed without a poll", async () => {
  const server = await createMailServer();
  const { deps } = await createTestDeps(mailTo(server.url));
  const shop = await alertedShop(deps);
  // The wake-up has to be heard before there is something to hear.
  await expect
    .poll(async () => {
      await deps.pool.query("select pg_notify('carillon', 'notices')");
      return deps.wake.count("notices");
    })
    .toBeGreaterThan(0);
  const stop = new AbortController();
  const loops = [runNoticeWorker(deps, stop.signal), runMailWorker(deps, stop.signal)];
  await note(deps, shop, "failing");
  await expect
    .poll(() => noticesOf(deps, shop.shopId))
    .toMatchObject([{ publishedAt: expect.any(Date), mail: "sent" }]);
  stop.abort();
  await Promise.all(loops);
  expect(server.received).toHaveLength(1);
});

test("idle loops ask the database less than four times a minute together", async () => {
  const { deps } = await createTestDeps();
  const idle = [await idleOnce(deps, runNoticeWorker), await idleOnce(deps, runMailWorker)];
  for (const { restMs } of idle) expect(restMs).toBeGreaterThanOrEqual(60_000);
  const perMinute = idle.reduce((sum, { statements, restMs }) => sum + (statements * 60_000) / restMs, 0);
  expect(perMinute).toBeLessThan(4);
});

/** What a loop asks before it rests, and for how long it then rests. */
async function idleOnce(deps: Deps, run: (deps: Deps, signal: AbortSignal) => Promise<void>) {
  const stop = new AbortController();
  let statements = 0;
  let restMs = 0;
  const pool = new Proxy(deps.pool, {
    get(target, name) {
      if (name === "query") statements += 1;
      if (name === "connect") throw new Error("an idle loop begins a transaction");
      const value = Reflect.get(target, name) as unknown;
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const wake = {
    ...deps.wake,
    async next(_work: string, _seen: number, timeoutMs: number) {
      restMs = timeoutMs;
      stop.abort();
    },
  };
  await run({ ...deps, pool, wake } as Deps, stop.signal);
  return { statements, restMs };
}
