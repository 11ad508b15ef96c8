// /healthz, /readyz and /metrics of a process that serves, and of one that only works.
import { createServer } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLoops } from "../../app/metrics/loops.ts";
import { type Serving, serve, serveHealth } from "../../app/server/serve.ts";
import { createTestDeps, fakeClock, type TestDeps } from "../helpers/test-deps.ts";

const TOKEN = "a-token-of-sixteen";

let app: TestDeps;
let now = 0;
const clock = fakeClock();
let web: Serving;
let worker: Serving;

beforeAll(async () => {
  const loops = createLoops(() => now);
  app = await createTestDeps({ METRICS_TOKEN: TOKEN }, { loops, clock });
  web = await serve(app.deps, { withPanel: false });
  const serving = await serveHealth(app.deps);
  if (!serving) throw new Error("the port is taken");
  worker = serving;
  loops.cameRound("inbox");
  loops.cameRound("deliveries");
});
afterAll(() => Promise.all([web.close(), worker.close()]));

async function get(serving: Serving, path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`http://127.0.0.1:${serving.port}${path}`, { headers });
  return { status: answer.status, text: await answer.text() };
}

/** As long as an answer of the database is good for. */
const aSecondPasses = () => clock.advance(1_000);

test("a process that only works tells its health and its metrics, and has nothing else", async () => {
  expect(await get(worker, "/healthz")).toMatchObject({ status: 200 });
  expect(await get(worker, "/readyz")).toEqual({ status: 200, text: '{"status":"ok"}' });
  const metrics = await get(worker, "/metrics", { authorization: `Bearer ${TOKEN}` });
  expect(metrics.text).toContain('carillon_loop_age_seconds{loop="deliveries"} 0');
  expect((await get(worker, "/webhooks")).status).toBe(404);
  expect((await get(worker, "/api/v1/topics")).status).toBe(404);
});

test("metrics are closed without the token and with a wrong one", async () => {
  expect((await get(web, "/metrics")).status).toBe(401);
  expect((await get(worker, "/metrics", { authorization: "Bearer wrong" })).status).toBe(401);
});

test("a loop that has not come round for a minute makes the process unready, and says which", async () => {
  now = 60_000;
  expect((await get(worker, "/readyz")).status).toBe(200);
  now = 61_000;
  app.deps.loops.cameRound("inbox");
  expect(await get(worker, "/readyz")).toEqual({
    status: 503,
    text: '{"status":"the loop deliveries has not come round for 61 seconds"}',
  });
  expect(await get(worker, "/healthz")).toEqual({
    status: 200,
    text: '{"status":"ok","loops":{"inbox":0,"deliveries":61}}',
  });
  app.deps.loops.ended("deliveries");
  expect((await get(worker, "/readyz")).status).toBe(200);
});

test("a loop that rests longer is given longer", () => {
  let seconds = 0;
  const loops = createLoops(() => seconds * 1_000);
  loops.cameRound("recoveries", 120);
  seconds = 150;
  expect(loops.stuck()).toBeUndefined();
  seconds = 151;
  loops.cameRound("inbox");
  expect(loops.stuck()).toEqual({ loop: "recoveries", seconds: 151 });
});

test("while no connection becomes free a process is unready, said before a query would give up", async () => {
  const held = await Promise.all(
    Array.from({ length: app.deps.env.DATABASE_POOL_SIZE }, () => app.deps.pool.connect()),
  );
  let gaveUp = false;
  const query = app.deps.pool.query("select 1").catch(() => {
    gaveUp = true;
  });
  aSecondPasses();
  expect(await get(worker, "/readyz")).toEqual({
    status: 503,
    text: '{"status":"the database does not answer"}',
  });
  expect(gaveUp).toBe(false);
  for (const client of held) client.release();
  await query;
  aSecondPasses();
  expect((await get(worker, "/readyz")).status).toBe(200);
});

test("however many ask at once, and for a second after, the database is asked once", async () => {
  let asked = 0;
  const pool = Object.create(app.deps.pool, {
    query: {
      value(...query: Parameters<typeof app.deps.pool.query>) {
        asked += 1;
        return app.deps.pool.query(...query);
      },
    },
  });
  const serving = await serveHealth({ ...app.deps, pool });
  if (!serving) throw new Error("the port is taken");
  const ready = () => get(serving, "/readyz");
  const many = await Promise.all(Array.from({ length: 50 }, ready));
  expect([many.every(({ status }) => status === 200), asked]).toEqual([true, 1]);
  clock.advance(999);
  await ready();
  expect(asked).toBe(1);
  clock.advance(1);
  await ready();
  expect(asked).toBe(2);
  clock.advance(-60_000); // somebody sets the clock
  await ready();
  expect(asked).toBe(3);
  await serving.close();
});

test("answers of a process that only works are for HTTPS alone and are what they say they are", async () => {
  for (const path of ["/healthz", "/metrics", "/nowhere"]) {
    const { headers } = await fetch(`http://127.0.0.1:${worker.port}${path}`);
    expect([path, headers.get("strict-transport-security")]).toEqual([path, "max-age=31536000"]);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-powered-by")).toBeNull();
  }
});

test("a worker whose port is taken works without one", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as { port: number };
  expect(await serveHealth({ ...app.deps, env: { ...app.deps.env, PORT: port } })).toBeUndefined();
  other.close();
});
