import "@shopify/shopify-api/adapters/node";
import { createHmac } from "node:crypto";
import { shopifyApi } from "@shopify/shopify-api";
import fc from "fast-check";
import { expect, test } from "vitest";
import { API_VERSION } from "../../app/shopify/api-version.ts";
import { verifyProxy } from "../../app/signing/verify-proxy.ts";
import { proxyQuery } from "../helpers/app-proxy.ts";
import { SHOP } from "../helpers/shopify-webhooks.ts";
import { API_SECRET } from "../helpers/test-deps.ts";

const NOW = new Date("2026-11-20T10:00:00Z");
const at = NOW.getTime() / 1000;

const verify = (query: string, secrets = [API_SECRET], now = NOW) =>
  verifyProxy(new URLSearchParams(query), secrets, now);

test("what Shopify signed is let through with its shop", () => {
  expect(verify(proxyQuery())).toEqual({ kind: "signed", shopDomain: SHOP, customer: null });
});

test("a customer who is logged in comes as a gid", () => {
  expect(verify(proxyQuery({ customer: "207119551" }))).toMatchObject({
    customer: "gid://shopify/Customer/207119551",
  });
});

// https://shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies
test("Shopify's own example verifies", () => {
  const query =
    "extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews" +
    "&timestamp=1317327555&signature=4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb";
  expect(verify(query, ["hush"], new Date(1_317_327_555_000))).toEqual({
    kind: "signed",
    shopDomain: "shop-name.myshopify.com",
    customer: "gid://shopify/Customer/1",
  });
});

test("the secret before a rotation is accepted, an unknown one and none are not", () => {
  const query = proxyQuery({ secret: "the-secret-before" });
  expect(verify(query, [API_SECRET, "the-secret-before"]).kind).toBe("signed");
  expect(verify(query).kind).toBe("unsigned");
  expect(verify(proxyQuery(), []).kind).toBe("unsigned");
});

test("the time may be off by 90 seconds either way, not by 91", () => {
  for (const off of [-90, 0, 90]) expect(verify(proxyQuery({ timestamp: at + off })).kind).toBe("signed");
  for (const off of [-91, 91]) expect(verify(proxyQuery({ timestamp: at + off })).kind).toBe("unsigned");
});

test.each(["shop", "timestamp", "path_prefix", "logged_in_customer_id"])(
  "a visitor who adds a %s of his own is refused, although Shopify signed it",
  (name) => {
    const both = proxyQuery({ more: { [name]: ["first", "second"] } });
    expect(verify(both)).toMatchObject({ kind: "unsigned", reason: expect.stringContaining(name) });
  },
);

/** page=1 comes before page2=1 by its name, and after it with its value. */
test.each([
  ["by name", ["page", "page2"]],
  ["by name and value, as the documentation's example does", ["page2", "page"]],
])("names that begin alike may be signed sorted %s", (_how, order) => {
  const values: Record<string, string> = {
    ...{ shop: SHOP, path_prefix: "/apps/carillon", timestamp: String(at), logged_in_customer_id: "" },
    ...{ page: "a", page2: "b" },
  };
  const names = ["logged_in_customer_id", ...order, "path_prefix", "shop", "timestamp"];
  const text = names.map((name) => `${name}=${values[name]}`).join("");
  const signature = createHmac("sha256", API_SECRET).update(text).digest("hex");
  const signed = new URLSearchParams({ ...values, signature });
  expect(verify(signed.toString()).kind).toBe("signed");
  signed.set("page", "c");
  expect(verify(signed.toString()).kind).toBe("unsigned");
});

test("a second signature is refused", () => {
  expect(verify(`${proxyQuery()}&signature=${"0".repeat(64)}`)).toMatchObject({ kind: "unsigned" });
});

test.each(["", "0", "0".repeat(64), "%00", "%"])("a signature of %j is refused", (signature) => {
  const query = new URLSearchParams(proxyQuery());
  query.set("signature", signature);
  expect(verify(query.toString()).kind).toBe("unsigned");
});

test("whatever is changed, added or taken away after the signing, the signature fails", () => {
  const names = ["shop", "timestamp", "path_prefix", "logged_in_customer_id", "page"];
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.option(fc.string()), (name, value) => {
      const query = new URLSearchParams(proxyQuery({ more: { page: "1" } }));
      fc.pre(query.get(name) !== value);
      if (value === null) query.delete(name);
      else query.set(name, value);
      expect(verify(query.toString()).kind).toBe("unsigned");
    }),
  );
});

test("parameters of any form verify as Shopify's library has them", async () => {
  const library = shopifyApi({
    apiKey: "key",
    apiSecretKey: API_SECRET,
    apiVersion: API_VERSION,
    hostName: "localhost",
    isEmbeddedApp: true,
    logger: { log: () => undefined },
  });
  const now = new Date();
  const name = fc.stringMatching(/^x[a-z]{0,5}$/);
  const more = fc.dictionary(
    name,
    fc.oneof(fc.string(), fc.array(fc.string(), { minLength: 1, maxLength: 3 })),
  );
  await fc.assert(
    fc.asyncProperty(more, async (extra) => {
      const query = proxyQuery({ more: extra, timestamp: Math.floor(now.getTime() / 1000) });
      const shopifys = await library.utils.validateHmac(new URLSearchParams(query), { signator: "appProxy" });
      expect([shopifys, verify(query, [API_SECRET], now).kind]).toEqual([true, "signed"]);
    }),
  );
});
