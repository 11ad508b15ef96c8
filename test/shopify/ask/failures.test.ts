import { Session } from "@shopify/shopify-api";
import { expect, test, vi } from "vitest";
import { NO_RULES } from "../../../app/rules/rules-schema.ts";
import { createAskShopify } from "../../../app/shopify/ask/create-ask-shopify.ts";
import { routeShops } from "../../helpers/route-shops.ts";
import { askingTests } from "./ask-helpers.ts";

const { clock, deps, shopify, open } = await askingTests();

const QUESTION = { customer: "gid://shopify/Customer/1" };

test("a shop that never had a session is not connected", async () => {
  const ask = createAskShopify({ ...deps, shopify });
  expect(await ask("nobody.myshopify.com", QUESTION, NO_RULES)).toEqual({ kind: "not_connected" });
});

test.each([
  [401, "access token"],
  [402, "frozen"],
  [403, "refused"],
  [404, "no such shop"],
  [423, "locked"],
  [429, "fewer requests"],
  [500, "HTTP status 500"],
  [503, "HTTP status 503"],
])("HTTP status %i is waited out and said", async (status, words) => {
  const { ask, fail } = await open();
  fail({ kind: "status", status });
  expect(await ask(QUESTION)).toEqual({
    kind: "postponed",
    reason: expect.stringContaining(words),
    retryAfterMs: null,
    concerns: "shop",
  });
  fail(undefined);
  expect(await ask(QUESTION)).toMatchObject({ kind: "answered" });
});

test("Shopify says itself when to come back", async () => {
  const { ask, fail } = await open();
  fail({ kind: "status", status: 429, headers: { "retry-after": "2.5" } });
  expect(await ask(QUESTION)).toMatchObject({ kind: "postponed", retryAfterMs: 2_500 });
});

test("an answer that is no JSON is waited out", async () => {
  const { ask, fail } = await open();
  fail({ kind: "garbage" });
  const reason = "Shopify's answer could not be read.";
  expect(await ask(QUESTION)).toMatchObject({ kind: "postponed", reason });
});

test("a Shopify that does not answer is waited out", async () => {
  const { ask, fail } = await open();
  fail({ kind: "silence" });
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  const impatient = vi.spyOn(AbortSignal, "timeout").mockImplementation(() => timeout(20));
  const outcome = await ask(QUESTION).finally(() => impatient.mockRestore());
  expect(outcome).toMatchObject({ kind: "postponed", reason: "Shopify did not answer in time." });
});

test("a Shopify that cannot be reached is waited out", async () => {
  const { ask } = await open();
  routeShops(1); // nothing listens there
  expect(await ask(QUESTION)).toMatchObject({ kind: "postponed", reason: "Shopify could not be reached." });
});

test("a question that Shopify cannot make sense of is waited out, in Shopify's words", async () => {
  const { ask } = await open();
  const outcome = await ask({ discount: "not a gid" });
  expect(outcome).toMatchObject({
    kind: "postponed",
    reason: "Shopify did not answer the question: Invalid global id 'not a gid'",
  });
});

test("a token near its end is renewed before the question", async () => {
  const { ask, shop } = await open();
  const before = await shopify.sessions.loadSession(`offline_${shop}`);
  clock.advance(3_590_000);
  expect(await ask(QUESTION)).toMatchObject({ kind: "answered" });
  const after = await shopify.sessions.loadSession(`offline_${shop}`);
  expect(after?.accessToken).not.toBe(before?.accessToken);
});

test("a shop whose tokens are void has to be opened again, and the questions wait", async () => {
  const { ask, revoke } = await open();
  revoke();
  expect(await ask(QUESTION)).toMatchObject({ kind: "postponed", reason: expect.stringContaining("token") });
  clock.advance(3_600_000);
  expect(await ask(QUESTION)).toMatchObject({
    kind: "postponed",
    reason: expect.stringContaining("connected again"),
  });
});

test("a token that Shopify does not renew for the moment is waited out", async () => {
  const { shop } = await open();
  const other = shop.replace("shop-", "gone-"); // the stand-in answers 404 for shops that it does not know
  await shopify.sessions.storeSession(sessionOf(other, clock.now()));
  const ask = createAskShopify({ ...deps, shopify });
  const reason = "The shop's access token could not be renewed.";
  expect(await ask(other, QUESTION, NO_RULES)).toMatchObject({ kind: "postponed", reason });
});

test("nothing of a person stands in the reasons", async () => {
  const { ask, store, fail } = await open();
  const { id } = store.addCustomer({ email: "ada@example.com" });
  fail({ kind: "status", status: 500 });
  expect(JSON.stringify(await ask({ customer: id }))).not.toMatch(/ada@example\.com|shpat_|Customer/);
});

const sessionOf = (shop: string, expires: Date) =>
  new Session({
    ...{ id: `offline_${shop}`, shop, state: "", isOnline: false, scope: "read_customers", expires },
    ...{ accessToken: "shpat_other", refreshToken: "shprt_other" },
  });
