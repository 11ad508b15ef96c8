import { Session } from "@shopify/shopify-api";
import { beforeAll, expect, test } from "vitest";
import { createSessionStorage } from "../../app/shopify/session-storage.ts";
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
  await expect(storage.loadSession("offline_c")).rejects.toThrow("belongs elsewhere");
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
