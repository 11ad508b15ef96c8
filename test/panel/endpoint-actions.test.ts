import { beforeAll, beforeEach, expect, test } from "vitest";
import { getEndpointHealth } from "../../app/queries/endpoints.ts";
import * as finishRoute from "../../app/routes/app/endpoints/finish-rotation.ts";
import * as headersRoute from "../../app/routes/app/endpoints/headers.ts";
import * as endpointPage from "../../app/routes/app/endpoints/page.tsx";
import * as rotateRoute from "../../app/routes/app/endpoints/rotate-secret.ts";
import * as storedRoute from "../../app/routes/app/endpoints/secret-stored.ts";
import * as statusRoute from "../../app/routes/app/endpoints/status.ts";
import { addEndpoint } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type FakeClock, type TestDeps } from "../helpers/test-deps.ts";
import { installShop, signedIn } from "./panel-request.ts";

const SHOP = "ours.myshopify.com";

let app: TestDeps;
let shopId: string;
let id: string;

beforeAll(async () => {
  app = await createTestDeps();
  shopId = await installShop(app.deps, SHOP);
});

beforeEach(async () => {
  id = (await addEndpoint(app.deps, shopId, "https://127.0.0.1/hook")).id;
});

const post = (form: Record<string, string>) => signedIn(app.deps, SHOP, "/", { params: { id }, form });

const page = () => endpointPage.loader(signedIn(app.deps, SHOP, "/", { params: { id } }));

test("a rotation's secret is in that answer alone, and nothing keeps the answer", async () => {
  const answer = await rotateRoute.action(post({ overlap: "3600" }));
  if (answer.data.kind !== "rotated") throw new Error("not rotated");
  expect(new Headers(answer.init?.headers).get("cache-control")).toBe("no-store");
  const secret = answer.data.secret ?? "";
  expect(secret).toMatch(/^whsec_/);
  const { endpoint } = await page();
  expect(JSON.stringify(endpoint)).not.toContain(secret.slice(6));
  expect(endpoint.secrets).toMatchObject([
    { hint: secret.slice(-4), expiresAt: null },
    { expiresAt: expect.any(Date) },
  ]);
  expect(await finishRoute.action(post({}))).toEqual({ kind: "finished" });
  expect((await page()).endpoint.secrets).toHaveLength(1);
});

test("a rotation too many is refused with the time of the next end", async () => {
  for (let count = 0; count < 2; count += 1) await rotateRoute.action(post({ overlap: "604800" }));
  expect((await rotateRoute.action(post({ overlap: "3600" }))).data).toEqual({
    kind: "rotation_limit",
    limit: 3,
    nextEnd: expect.any(Date),
  });
});

test("a secret of the merchant's own signs at once, is not sent back, and is refused with a sentence when it cannot be one", async () => {
  const own = "a-token-of-another-app-1234";
  expect((await rotateRoute.action(post({ overlap: "0", secret: ` ${own} ` }))).data).toEqual({
    kind: "rotated",
    secret: null,
    url: expect.stringMatching(/^https:/),
  });
  const { endpoint } = await page();
  expect(endpoint.secrets).toMatchObject([{ hint: "1234", expiresAt: null }]);
  expect(JSON.stringify(endpoint)).not.toContain(own);
  for (const [secret, why] of [
    ["short", /24 to 128/],
    [own, /signs already/],
  ] as const) {
    expect((await rotateRoute.action(post({ overlap: "0", secret }))).data).toEqual({
      kind: "wrong_secret",
      why: expect.stringMatching(why),
    });
  }
});

test("that a secret is stored is noted for the setup guide, the first time", async () => {
  const stored = () => app.deps.prisma.setup.findUniqueOrThrow({ where: { shopId } });
  expect(await storedRoute.action(post({}))).toEqual({ kind: "noted" });
  const first = await stored();
  expect(first).toMatchObject({ storedAt: app.deps.clock.now(), verifiedAt: null });
  (app.deps.clock as FakeClock).advance(60_000);
  await storedRoute.action(post({}));
  expect(await stored()).toEqual(first);
});

test("an endpoint is paused and resumed, and a wrong switch is refused with a sentence", async () => {
  expect(await statusRoute.action(post({ switch: "pause" }))).toEqual({ kind: "switched", wanted: "pause" });
  expect((await page()).endpoint.status).toBe("paused");
  expect(await statusRoute.action(post({ switch: "enable" }))).toEqual({
    kind: "refused",
    why: expect.stringContaining("Resume it"),
  });
  expect(await statusRoute.action(post({ switch: "resume" }))).toEqual({
    kind: "switched",
    wanted: "resume",
  });
});

test("what is no switch and no overlap is a bad request", async () => {
  const bad = { init: { status: 400 } };
  await expect(statusRoute.action(post({ switch: "explode" }))).rejects.toMatchObject(bad);
  await expect(rotateRoute.action(post({ overlap: "5" }))).rejects.toMatchObject(bad);
});

test("a header is set and removed by name, its value never comes back, and what is wrong stands at its field", async () => {
  const value = "Bearer never-to-be-seen";
  expect(await headersRoute.action(post({ name: "Authorization", value }))).toEqual({ kind: "set" });
  const shown = await page();
  expect(shown.endpoint.headerNames).toEqual(["Authorization"]);
  expect(JSON.stringify(shown)).not.toContain("never-to-be-seen");
  expect(await headersRoute.action(post({ name: "host", value }))).toMatchObject({
    kind: "refused",
    errors: { name: ["The header host is set by Carillon."] },
  });
  expect(await headersRoute.action(post({ name: "x-a", value: "ä" }))).toMatchObject({
    errors: { value: [expect.stringContaining("printable ASCII")] },
  });
  expect(await headersRoute.action(post({ name: "", value: "" }))).toMatchObject({
    errors: { name: ["Enter the header's name."], value: ["Enter the header's value."] },
  });
  expect(await headersRoute.action(post({ remove: "authorization" }))).toEqual({ kind: "removed" });
  expect((await page()).endpoint.headerNames).toEqual([]);
});

test("health tells a streak, a shrunk lane and a receiver's wish to wait, and nothing when all is well", async () => {
  const well = { failing: null, shrunkTo: null, heldUntil: null };
  expect((await page()).health).toEqual(well);
  const { pool } = app.deps;
  const first = new Date("2026-11-20T10:00:00Z");
  await pool.query(
    "insert into failure_streak (endpoint_id, failures, first_at, failing) values ($1, 5, $2, true)",
    [id, first],
  );
  await pool.query(
    "update lane set shrunk_to = 2, not_before = now() + interval '5 minutes' where endpoint_id = $1",
    [id],
  );
  expect((await page()).health).toEqual({
    failing: { failures: 5, since: first, noticed: true },
    shrunkTo: 2,
    heldUntil: expect.any(Date),
  });
  await pool.query("update failure_streak set failures = 0 where endpoint_id = $1", [id]);
  await pool.query("update lane set shrunk_to = null, not_before = now() where endpoint_id = $1", [id]);
  expect((await page()).health).toEqual(well);
  expect(await getEndpointHealth(app.deps, "shp_other", id)).toBeUndefined();
});
