import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { mintSessionToken } from "#sandbox/shopify/session-token.ts";
import { isSignedWith, verifySessionToken } from "../../app/signing/verify-session-token.ts";
import { SHOP } from "../helpers/shopify-webhooks.ts";

const NOW = new Date("2026-11-20T10:00:00Z");
const SECONDS = NOW.getTime() / 1_000;
const APP = { apiKey: "key", secrets: ["secret", "the-secret-before"] };

const CLAIMS = {
  ...{ iss: `https://${SHOP}/admin`, dest: `https://${SHOP}`, aud: "key", sub: "42" },
  ...{ exp: SECONDS + 60, nbf: SECONDS, iat: SECONDS },
};

function sign(claims: object, secret = "secret", header: object = { alg: "HS256", typ: "JWT" }): string {
  const [head, body] = [header, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url"),
  );
  return `${head}.${body}.${createHmac("sha256", secret).update(`${head}.${body}`).digest("base64url")}`;
}

const verify = (token: string) => verifySessionToken(token, APP, NOW);

test("a token of Shopify's admin tells the shop", () => {
  const token = mintSessionToken({ apiKey: "key", apiSecret: "secret" }, SHOP, NOW);
  expect(verify(token)).toEqual({ kind: "valid", shopDomain: SHOP });
  expect(verify(sign(CLAIMS))).toEqual({ kind: "valid", shopDomain: SHOP });
});

test("the secret before a rotation is accepted, an unknown one is not", () => {
  const token = sign(CLAIMS, "the-secret-before");
  expect(verify(token).kind).toBe("valid");
  expect(verifySessionToken(token, { ...APP, secrets: ["secret"] }, NOW)).toMatchObject({ reason: "forged" });
  expect([isSignedWith(token, "the-secret-before"), isSignedWith(token, "secret")]).toEqual([true, false]);
});

test.each<[string, Record<string, unknown>]>([
  ["no dest", { dest: undefined }],
  ["a dest without scheme", { dest: SHOP }],
  ["a dest that is no shop's", { dest: "https://evil.example", iss: "https://evil.example/admin" }],
  ["a dest with a path", { dest: `https://${SHOP}/`, iss: `https://${SHOP}//admin` }],
  ["a dest over HTTP", { dest: `http://${SHOP}`, iss: `http://${SHOP}/admin` }],
  [
    "a dest in capitals",
    { dest: `https://${SHOP.toUpperCase()}`, iss: `https://${SHOP.toUpperCase()}/admin` },
  ],
  ["a dest that is a list", { dest: [`https://${SHOP}`] }],
  ["no iss", { iss: undefined }],
  ["another shop's iss", { iss: "https://evil.myshopify.com/admin" }],
  ["an iss that is not the admin", { iss: `https://${SHOP}` }],
  ["no sub", { sub: undefined }],
  ["a customer", { sub: "gid://shopify/Customer/1" }],
  ["a checkout's claims", { iss: undefined, dest: SHOP, sub: "gid://shopify/Customer/1" }],
])("no_shop: %s", (_what, claims) => {
  expect(verify(sign({ ...CLAIMS, ...claims }))).toEqual({ kind: "refused", reason: "no_shop" });
});

test.each<[string, string, Record<string, unknown>]>([
  ["expired", "is 10 seconds over", { exp: SECONDS - 10, nbf: SECONDS - 70 }],
  ["expired", "has no end", { exp: undefined }],
  ["not_yet_valid", "begins in 10 seconds", { nbf: SECONDS + 10 }],
  ["not_yet_valid", "has no beginning", { nbf: undefined }],
  ["long_lived", "lives 301 seconds", { exp: SECONDS + 301 }],
  ["long_lived", "ends in 100 years", { exp: SECONDS + 3_155_760_000 }],
  ["long_lived", "has lived for a year", { nbf: SECONDS - 31_536_000 }],
  ["other_app", "is for another app", { aud: "another" }],
  ["other_app", "is for several apps", { aud: ["key", "another"] }],
])("%s: a token that %s", (reason, _what, claims) => {
  expect(verify(sign({ ...CLAIMS, ...claims }))).toEqual({ kind: "refused", reason });
});

test("this machine's clock may be off by less than 10 seconds, and a token may live 300", () => {
  for (const claims of [
    { exp: SECONDS - 9, nbf: SECONDS - 69 },
    { nbf: SECONDS + 9 },
    { exp: SECONDS + 300 },
  ])
    expect(verify(sign({ ...CLAIMS, ...claims })).kind).toBe("valid");
});

test.each([
  ["malformed", ""],
  ["malformed", "a.b"],
  ["malformed", `${sign(CLAIMS)}.more`],
  ["malformed", sign([] as object).replace(/\..*\./, ".bnVsbA.")],
  ["forged", sign(CLAIMS, "wrong")],
  ["forged", sign(CLAIMS, "secret", { alg: "none" })],
  ["forged", sign(CLAIMS).replace(/[^.]*$/, "")],
  ["forged", sign(CLAIMS, "secret", { alg: "HS512" })],
])("%s: %s", (reason, token) => {
  expect(verify(token)).toEqual({ kind: "refused", reason });
});
