import { randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { endpointsFoundAgain } from "../../app/queries/found-again.ts";
import { getAccessToken } from "../../app/shopify/access-token.ts";
import { createSessionStorage } from "../../app/shopify/session-storage.ts";
import { createSeal } from "../../app/signing/seal.ts";
import { connectApp, createConnectedDeps, type InstalledApp } from "../helpers/installed-app.ts";
import { mockNetwork } from "../helpers/mock-network.ts";
import { addEndpoint } from "../helpers/pipeline-steps.ts";
import type { TestDeps } from "../helpers/test-deps.ts";

let app: TestDeps;

beforeAll(async () => {
  app = await createConnectedDeps();
});

const shopOf = ({ shop }: InstalledApp) =>
  app.deps.prisma.shop.findUniqueOrThrow({ where: { domain: shop } });

/** Without a refresh token, so that only the merchant's next visit brings a new one. */
const endToken = ({ shop }: InstalledApp) =>
  app.deps.pool.query("update session set expires_at = now(), refresh_token = null where shop = $1", [shop]);

test("several requests of the first visit install the shop once", async () => {
  const installed = await connectApp(app.deps);
  const shops = await Promise.all([installed.open(), installed.open(), installed.open()]);
  expect(new Set(shops.map(({ id }) => id)).size).toBe(1);
  const { installedAt } = await shopOf(installed);
  expect(installedAt).not.toBeNull();
  await installed.open();
  expect(await shopOf(installed)).toMatchObject({ installedAt });
});

test("with a new token the shop's name and address are asked for again, and the installation stays the same", async () => {
  const installed = await connectApp(app.deps);
  await installed.open();
  const { installedAt, email } = await shopOf(installed);
  await app.deps.pool.query("update shop set email = 'old@example.com' where domain = $1", [installed.shop]);
  await installed.open();
  expect(await shopOf(installed)).toMatchObject({ email: "old@example.com" });
  await endToken(installed);
  await installed.open();
  expect(await shopOf(installed)).toMatchObject({ email, installedAt, uninstalledAt: null });
});

test("that Shopify does not tell them keeps nobody from the panel", async () => {
  const installed = await connectApp(app.deps);
  const { id } = await installed.open();
  await endToken(installed);
  installed.fail({ kind: "status", status: 503 });
  expect(await installed.open()).toMatchObject({ id });
});

test("after a refusal for good the merchant's visit connects the shop again, and is told since when it was not", async () => {
  const installed = await connectApp(app.deps);
  const { shop, shopify, open } = installed;
  await open();
  shopify.grants.revoke(shop);
  await app.deps.pool.query("update session set expires_at = now() where shop = $1", [shop]);
  const token = () => app.deps.shopify && getAccessToken(app.deps, app.deps.shopify, shop);
  expect(await token()).toEqual({ kind: "reconnect" });
  const { reconnectSince } = await shopOf(installed);
  expect(reconnectSince).toBeInstanceOf(Date);

  const visits = await Promise.all([open(), open()]);
  expect(visits.map(({ awaySince }) => awaySince)).toEqual([reconnectSince, reconnectSince]);
  expect(await shopOf(installed)).toMatchObject({ reconnectSince: null });
  expect(await token()).toMatchObject({ kind: "token" });
  expect((await open()).awaySince).toBeNull();
});

test("a session that no key opens any more is replaced at the merchant's next visit", async () => {
  const installed = await connectApp(app.deps);
  const { id } = await installed.open();
  const lost = createSessionStorage(app.deps.pool, createSeal([randomBytes(32)]));
  const session = await app.deps.shopify?.sessions.loadSession(`offline_${installed.shop}`);
  if (!session || !app.deps.shopify) throw new Error("not installed");
  await lost.storeSession(session);
  expect(await getAccessToken(app.deps, app.deps.shopify, installed.shop)).toEqual({ kind: "reconnect" });
  expect(await installed.open()).toMatchObject({ id, awaySince: expect.any(Date) });
  expect(await getAccessToken(app.deps, app.deps.shopify, installed.shop)).toMatchObject({ kind: "token" });
});

test("a shop that comes back with a token that died while it was gone is connected at its first visit", async () => {
  const installed = await connectApp(app.deps);
  const { shop, shopify, open, carryOut } = installed;
  const { id } = await open();
  const dead = await app.deps.shopify?.sessions.loadSession(`offline_${shop}`);
  await shopify.installation.uninstall(shop);
  await carryOut();
  if (dead) await app.deps.shopify?.sessions.storeSession(dead);
  expect(await Promise.all([open(), open()])).toMatchObject([{ id }, { id }]);
  expect(await shopOf(installed)).toMatchObject({ uninstalledAt: null });
});

test("a refusal that another token does not end is told", async () => {
  const installed = await connectApp(app.deps);
  installed.fail({ kind: "status", status: 401 });
  await expect(installed.open()).rejects.toThrow("401");
});

test("the client secret follows no redirect when a session token is exchanged", async () => {
  const installed = await connectApp(app.deps);
  const network = mockNetwork();
  const taken: string[] = [];
  network
    .get("https://elsewhere.example.com")
    .intercept({ path: "/taken", method: "POST" })
    .reply(({ body }) => {
      taken.push(String(body));
      return { statusCode: 200, data: {} };
    });
  network
    .get(`https://${installed.shop}`)
    .intercept({ path: "/admin/oauth/access_token", method: "POST" })
    .reply(307, "", { headers: { location: "https://elsewhere.example.com/taken" } });
  await expect(installed.open()).rejects.toBeDefined();
  expect(taken).toEqual([]);
});

test("four shops whose tokens hang in the background keep no merchant waiting", async () => {
  const { deps } = app;
  const { shopify, pool } = deps;
  if (!shopify) throw new Error("not set up");
  const shops = [1, 2, 3, 4].map((number) => `hanging-${number}.myshopify.com`);
  const holder = await pool.connect();
  const names = [shops.map((shop) => `token ${shop}`)];
  await holder.query(
    "select pg_advisory_lock(hashtextextended(name, 0)) from unnest($1::text[]) as name",
    names,
  );
  const hanging = Promise.all(shops.map((shop) => getAccessToken(deps, shopify, shop)));
  const WAITING =
    "select from pg_stat_activity where datname = current_database() and wait_event = 'advisory'";
  await expect.poll(async () => (await pool.query(WAITING)).rows.length).toBe(4);
  const { open } = await connectApp(deps);
  expect(await Promise.race([open(), hanging])).toHaveProperty("id");
  await holder.query("select pg_advisory_unlock_all()");
  holder.release();
  await hanging;
});

test("a shop that comes back is told for a day how many endpoints it found again", async () => {
  const installed = await connectApp(app.deps);
  const { id } = await installed.open();
  for (const path of ["a", "b"]) await addEndpoint(app.deps, id, `https://127.0.0.1/${path}`);
  expect(await endpointsFoundAgain(app.deps, id)).toBeNull();
  await installed.shopify.installation.uninstall(installed.shop);
  await installed.carryOut();
  await installed.open();
  await addEndpoint(app.deps, id, "https://127.0.0.1/new");
  expect(await endpointsFoundAgain(app.deps, id)).toBe(2);
  const tomorrow = { now: () => new Date(Date.now() + 25 * 3_600_000) };
  expect(await endpointsFoundAgain({ ...app.deps, clock: tomorrow }, id)).toBeNull();
});
