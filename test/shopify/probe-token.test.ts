import { Session } from "@shopify/shopify-api";
import type { MockAgent } from "undici";
import { beforeEach, expect, test } from "vitest";
import { adminApiUrl } from "../../app/shopify/call-admin-api.ts";
import { probeToken } from "../../app/shopify/probe-token.ts";
import { mockNetwork } from "../helpers/mock-network.ts";
import { createTestDeps } from "../helpers/test-deps.ts";

const SHOP = "a.myshopify.com";
const SCOPES = { data: { currentAppInstallation: { accessScopes: [{ handle: "read_orders" }] } } };

let network: MockAgent;

beforeEach(() => {
  network = mockNetwork();
});

async function probe() {
  const { deps } = await createTestDeps();
  if (!deps.shopify) throw new Error("Shopify is not set up");
  const tokens = {
    accessToken: "shpat_1",
    refreshToken: "shprt_1",
    expires: new Date("2026-11-20T11:00:00Z"),
  };
  await deps.shopify.sessions.storeSession(
    new Session({ id: `offline_${SHOP}`, shop: SHOP, state: "", isOnline: false, ...tokens }),
  );
  return probeToken(deps, deps.shopify, SHOP);
}

const answer = (status: number, body: object | string, headers: Record<string, string> = {}) =>
  network
    .get(`https://${SHOP}`)
    .intercept({ path: new URL(adminApiUrl(SHOP)).pathname, method: "POST" })
    .reply(status, body, { headers });

test.each([
  ["the scopes that are granted", SCOPES, "works"],
  ["a page", "<html><title>Shopify</title></html>", "silent"],
  ["nothing", {}, "silent"],
  ["an error", { errors: [{ message: "Throttled" }], data: { currentAppInstallation: null } }, "silent"],
])("a token of which Shopify answers %s: %j", async (_, body, verdict) => {
  answer(200, body);
  expect(await probe()).toBe(verdict);
});

test("a token follows no redirect, and what stands there says nothing of it", async () => {
  const seen: unknown[] = [];
  for (const method of ["GET", "POST"])
    network
      .get("https://elsewhere.example.com")
      .intercept({ path: "/login", method })
      .reply(({ headers }) => {
        seen.push(headers);
        return { statusCode: 200, data: SCOPES };
      });
  answer(302, "", { location: "https://elsewhere.example.com/login" });
  expect(await probe()).toBe("silent");
  expect(seen).toEqual([]);
});
