import { afterAll, beforeAll, expect, test } from "vitest";
import { createWake, notifySql, type Wake } from "../../app/pipeline/wake.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

const LONG_MS = 20_000;
const never = new AbortController().signal;

let app: TestDeps;
let wake: Wake;

beforeAll(async () => {
  app = await createTestDeps();
  wake = createWake(app.databaseUrl, app.deps.log);
});
afterAll(() => wake.close());

/** Resolves when another session's notification has come through. */
async function isListening(): Promise<void> {
  const stop = new AbortController();
  const woken = wake.next("inbound", wake.count("inbound"), LONG_MS, never).then(() => stop.abort());
  while (!stop.signal.aborted) {
    await app.deps.pool.query(notifySql("inbound"));
    await wake.next("deliveries", wake.count("deliveries"), 20, stop.signal);
  }
  await woken;
}

test("a notification of any process wakes who waits for that work", async () => {
  await isListening();
});

test("who waits is woken by the limit and by the end", async () => {
  await wake.next("deliveries", wake.count("deliveries"), 1, never);
  const stop = new AbortController();
  const stopped = wake.next("deliveries", wake.count("deliveries"), LONG_MS, stop.signal);
  stop.abort();
  await stopped;
  await wake.next("deliveries", wake.count("deliveries"), LONG_MS, stop.signal);
});

test("a wake-up between the look for work and the wait is not lost", async () => {
  const seen = wake.count("deliveries");
  await app.deps.pool.query(notifySql("deliveries"));
  await isListening();
  await wake.next("deliveries", seen, LONG_MS, never);
});

test("a listener whose connection was cut listens again", async () => {
  await isListening();
  const { rows } = await app.deps.pool.query<{ cut: boolean }>(
    "select pg_terminate_backend(pid) as cut from pg_stat_activity where application_name = 'carillon wake' and datname = current_database()",
  );
  expect(rows.every(({ cut }) => cut)).toBe(true);
  await isListening();
});
