import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { mintSessionToken } from "#sandbox/shopify/session-token.ts";
import { APP, SHOP, standIn } from "./stand-in.ts";

const OTHER_SHOP = "other-shop.myshopify.com";

test("a session token is exchanged for an expiring token and a refresh token", async () => {
  const shopify = await standIn();
  const { status, body } = await shopify.exchange();
  expect(status).toBe(200);
  expect(body).toEqual({
    access_token: expect.stringMatching(/^shpat_[0-9a-f]{32}$/),
    scope: "read_orders,read_products",
    expires_in: 3_600,
    refresh_token: expect.stringMatching(/^shprt_[0-9a-f]{32}$/),
    refresh_token_expires_in: 7_776_000,
  });
});

test("without expiring=1 the token never expires and cannot be refreshed", async () => {
  const shopify = await standIn();
  const { body } = await shopify.exchange({ expiring: "0" });
  expect(Object.keys(body)).toEqual(["access_token", "scope"]);
});

test.for([
  ["a wrong client secret", { client_secret: "guess" }, 401, "invalid_client"],
  ["a wrong client id", { client_id: "guess" }, 401, "invalid_client"],
  ["an unknown grant type", { grant_type: "client_credentials" }, 400, "unsupported_grant_type"],
  ["a subject token of another type", { subject_token_type: "urn:other" }, 400, "invalid_request"],
  ["a request for an online token", { requested_token_type: "urn:shopify:online" }, 400, "invalid_request"],
  ["something that is no token", { subject_token: "a.b.c" }, 400, "invalid_subject_token"],
  ["no token", { subject_token: undefined }, 400, "invalid_subject_token"],
] as const)("the exchange refuses %s", async ([, changes, status, error]) => {
  const shopify = await standIn();
  const answer = await shopify.exchange(changes);
  expect(answer.status).toBe(status);
  expect(answer.body.error).toBe(error);
  expect(answer.headers["x-sandbox-reason"]).toBeTruthy();
});

test("the exchange refuses a token that was signed with another secret", async () => {
  const shopify = await standIn();
  const forged = mintSessionToken({ ...APP, apiSecret: "guess" }, SHOP, shopify.now());
  await expectRefused(
    shopify.exchange({ subject_token: forged }),
    "the signature is not made with the client secret",
  );
});

test("the exchange refuses a token for another app", async () => {
  const shopify = await standIn();
  const other = mintSessionToken({ ...APP, apiKey: "other" }, SHOP, shopify.now());
  await expectRefused(shopify.exchange({ subject_token: other }), "aud is not the client id");
});

test("the exchange refuses a token that names no algorithm", async () => {
  const shopify = await standIn();
  const [, body] = mintSessionToken(APP, SHOP, shopify.now()).split(".");
  const signed = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${body}`;
  const proof = createHmac("sha256", APP.apiSecret).update(signed).digest("base64url");
  await expectRefused(
    shopify.exchange({ subject_token: `${signed}.${proof}` }),
    "the algorithm is not HS256",
  );
});

test("a session token lives for a minute", async () => {
  const shopify = await standIn();
  const subject_token = mintSessionToken(APP, SHOP, shopify.now());
  shopify.advance(59);
  expect((await shopify.exchange({ subject_token })).status).toBe(200);
  shopify.advance(1);
  await expectRefused(shopify.exchange({ subject_token }), "the token has expired");
});

test("a session token does not count before its time", async () => {
  const shopify = await standIn();
  const subject_token = mintSessionToken(APP, SHOP, new Date(shopify.now().getTime() + 10_000));
  await expectRefused(shopify.exchange({ subject_token }), "the token is not valid yet");
});

test("a shop's session token says nothing to another shop", async () => {
  const shopify = await standIn({ shops: [SHOP, OTHER_SHOP] });
  await expectRefused(shopify.exchange({}, OTHER_SHOP), "dest is another shop");
});

test("a shop that does not exist has no token endpoint", async () => {
  const shopify = await standIn();
  await expect(shopify.exchange({}, "nobody.myshopify.com")).rejects.toThrow(SyntaxError);
});

test("a refresh gives a new pair, and the token before it works until the new one is used", async () => {
  const shopify = await standIn();
  const first = (await shopify.exchange()).body.refresh_token;
  const second = (await shopify.refresh(first)).body.refresh_token;
  expect(second).not.toBe(first);

  const again = await shopify.refresh(first);
  expect(again.status).toBe(200);
  await expectSpent(shopify.refresh(second));

  expect((await shopify.refresh(again.body.refresh_token)).status).toBe(200);
  await expectSpent(shopify.refresh(first));
});

test.for(["first", "second"])(
  "of two exchanges at once the app may keep the %s one's refresh token",
  async (kept) => {
    const shopify = await standIn();
    const [first, second] = [await shopify.exchange(), await shopify.exchange()];
    const { refresh_token } = (kept === "first" ? first : second).body;
    expect((await shopify.refresh(refresh_token)).status).toBe(200);
  },
);

test("a refresh token ends after 90 days, and a used one after 30", async () => {
  const shopify = await standIn();
  const day = 86_400;
  const first = (await shopify.exchange()).body.refresh_token;
  shopify.advance(10 * day);
  const second = (await shopify.refresh(first)).body.refresh_token;
  shopify.advance(30 * day);
  await expectSpent(shopify.refresh(first));
  shopify.advance(60 * day);
  await expectSpent(shopify.refresh(second));
});

test("refresh tokens belong to their shop, and uninstalling voids everything", async () => {
  const shopify = await standIn({ shops: [SHOP, OTHER_SHOP] });
  const { access_token, refresh_token } = (await shopify.exchange()).body;
  await expectSpent(shopify.refresh(refresh_token, OTHER_SHOP));
  shopify.grants.revoke(SHOP);
  await expectSpent(shopify.refresh(refresh_token));
  expect((await shopify.graphql("{ shop { name } }", access_token)).status).toBe(401);
});

type Answer = ReturnType<Awaited<ReturnType<typeof standIn>>["exchange"]>;

async function expectRefused(answer: Answer, reason: string): Promise<void> {
  const { status, body, headers } = await answer;
  expect(status).toBe(400);
  expect(body.error).toBe("invalid_subject_token");
  expect(headers["x-sandbox-reason"]).toBe(reason);
}

async function expectSpent(answer: Answer): Promise<void> {
  const { status, body } = await answer;
  expect(status).toBe(401);
  expect(body).toEqual({
    error: "invalid_request",
    error_description: "This request requires an active refresh_token",
  });
}
