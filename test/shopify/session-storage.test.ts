import { randomBytes } from "node:crypto";
import { Session } from "@shopify/shopify-api";
import pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { survivesLostConnections } from "../../app/db/transaction.ts";
import { createSessionStorage } from "../../app/shopify/session-storage.ts";
import { createTokenLock } from "../../app/shopify/token-lock.ts";
import { createSeal } from "../../app/signing/seal.ts";
import { createOwnServer } from "../helpers/own-server.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

let app: TestDeps;
let storage: ReturnType<typeof createSessionStorage>;

beforeAll(async () => {
  app = await createTestDeps();
  storage = createSessionStorage(app.deps.pool, app.deps.seal);
});

const session = (id: string, shop = "a.myshopify.com") =>
  new Session({
    id,
    shop,
    state: "",
    isOnline: false,
    scope: "read_orders",
    expires: new Date("2026-11-20T11:00:00Z"),
    accessToken: "shpat_plain",
    refreshToken: "shprt_plain",
    refreshTokenExpires: new Date("2027-02-18T10:00:00Z"),
  });

test("a session comes back as it was stored, and a second store replaces it", async () => {
  await storage.storeSession(session("offline_a"));
  expect((await storage.loadSession("offline_a"))?.toObject()).toEqual(session("offline_a").toObject());
  const newer = session("offline_a");
  newer.accessToken = "shpat_newer";
  await storage.storeSession(newer);
  expect((await storage.loadSession("offline_a"))?.accessToken).toBe("shpat_newer");
});

test("the database never sees a token", async () => {
  await storage.storeSession(session("offline_sealed"));
  const { rows } = await app.deps.pool.query(
    "select row_to_json(s)::text as text from session s where id = 'offline_sealed'",
  );
  expect(rows[0]?.text).not.toMatch(/shpat|shprt/);
});

test("a sealed token does not open in another session's row", async () => {
  await storage.storeSession(session("offline_b"));
  await app.deps.pool.query("update session set id = 'offline_c' where id = 'offline_b'");
  expect(await storage.loadSession("offline_c")).toMatchObject({
    accessToken: undefined,
    refreshToken: undefined,
    scope: "read_orders",
  });
});

test("without the key that sealed it a session has no token, which is how it asks for a new one", async () => {
  await storage.storeSession(session("offline_lost"));
  const lost = createSessionStorage(app.deps.pool, createSeal([randomBytes(32)]));
  const [found, ...others] = await lost.findSessionsByShop("a.myshopify.com");
  for (const one of [found, ...others, await lost.loadSession("offline_lost")])
    expect(one?.isActive(undefined)).toBe(false);
  expect((await storage.loadSession("offline_lost"))?.accessToken).toBe("shpat_plain");
});

test("a token ends and is forgotten only as long as it is the one that is stored", async () => {
  const shop = "d.myshopify.com";
  await storage.storeSession(session(`offline_${shop}`, shop));
  await storage.endAccessToken(shop, "shpat_other");
  expect(await storage.forgetRefreshToken(shop, "shprt_other")).toBe(false);
  expect(await storage.loadSession(`offline_${shop}`)).toMatchObject({
    expires: new Date("2026-11-20T11:00:00Z"),
    refreshToken: "shprt_plain",
  });
  await storage.endAccessToken(shop, "shpat_plain");
  expect(await storage.forgetRefreshToken(shop, "shprt_plain")).toBe(true);
  const ended = await storage.loadSession(`offline_${shop}`);
  expect(ended?.isExpired()).toBe(true);
  expect(ended?.refreshToken).toBeUndefined();
});

test("while the database is away the storage says so to whoever asks, and goes on when it is back", async () => {
  const server = await createOwnServer();
  const pool = survivesLostConnections(
    new pg.Pool({ connectionString: server.url, connectionTimeoutMillis: 2_000 }),
  );
  const lock = createTokenLock(server.url);
  try {
    const away = createSessionStorage(pool, app.deps.seal);
    await away.storeSession(session("offline_a"));
    await lock.holdInBackground("a.myshopify.com", async () => undefined);
    await server.crash();
    await expect(away.loadSession("offline_a")).rejects.toThrow();
    await expect(lock.holdInBackground("a.myshopify.com", async () => undefined)).rejects.toThrow();
    await server.start();
    expect((await away.loadSession("offline_a"))?.accessToken).toBe("shpat_plain");
    expect(await lock.holdInBackground("a.myshopify.com", async () => "held")).toBe("held");
  } finally {
    await Promise.all([pool.end(), lock.close()]);
    await server.end();
  }
});

test("sessions are found by shop and deleted by id", async () => {
  await storage.storeSession(session("offline_1", "b.myshopify.com"));
  await storage.storeSession(session("offline_2", "b.myshopify.com"));
  await storage.storeSession(session("offline_3", "c.myshopify.com"));
  expect((await storage.findSessionsByShop("b.myshopify.com")).map(({ id }) => id).sort()).toEqual([
    "offline_1",
    "offline_2",
  ]);
  await storage.deleteSession("offline_1");
  await storage.deleteSessions(["offline_2"]);
  expect(await storage.findSessionsByShop("b.myshopify.com")).toEqual([]);
  expect(await storage.loadSession("offline_1")).toBeUndefined();
});
