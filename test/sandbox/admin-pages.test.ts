import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { sessionTokenProblem } from "#sandbox/shopify/session-token.ts";
import { APP, SHOP, standIn } from "./stand-in.ts";

const APP_URL = "http://127.0.0.1:4310";

async function page(path: string) {
  const { url, now } = await standIn({ appUrl: APP_URL, receiverUrl: "http://127.0.0.1:4312" });
  const answer = await fetch(`${url}${path}`);
  const html = await answer.text();
  const src = /<iframe [^>]*src="([^"]*)"/.exec(html)?.[1]?.replaceAll("&amp;", "&");
  return { answer, html, frame: src ? new URL(src) : undefined, now: now() };
}

test("the fake admin frames the panel with Shopify's parameters and a fresh token", async () => {
  const { html, frame, now } = await page("/store/sandbox-shop/apps/carillon");
  expect(html).toContain("Sandbox: not Shopify");
  expect(frame?.origin).toBe(APP_URL);
  expect(frame?.pathname).toBe("/app");
  const parameters = Object.fromEntries(frame?.searchParams ?? []);
  expect(parameters).toMatchObject({ embedded: "1", shop: SHOP, locale: "en" });
  expect(Buffer.from(String(parameters.host), "base64").toString()).toBe(
    "admin.shopify.com/store/sandbox-shop",
  );
  expect(sessionTokenProblem(String(parameters.id_token), APP, SHOP, now)).toBeUndefined();
});

test("the frame's address is signed as Shopify signs it", async () => {
  const { frame } = await page("/store/sandbox-shop/apps/carillon");
  const { hmac, ...signed } = Object.fromEntries(frame?.searchParams ?? []);
  const text = Object.entries(signed)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  expect(hmac).toBe(createHmac("sha256", APP.apiSecret).update(text).digest("hex"));
});

test("a deep address of the panel survives a reload of the admin", async () => {
  const { frame } = await page("/store/sandbox-shop/apps/carillon/app/deliveries?status=failed");
  expect(frame?.pathname).toBe("/app/deliveries");
  expect(frame?.searchParams.get("status")).toBe("failed");
});

test("the admin frames the app alone and may not be framed", async () => {
  const { answer } = await page("/store/sandbox-shop/apps/carillon");
  const policy = answer.headers.get("content-security-policy");
  expect(policy).toContain(`frame-src ${APP_URL}`);
  expect(policy).toContain("frame-ancestors 'none'");
});

test("other shops and other pages are not there", async () => {
  expect((await page("/store/nobody/apps/carillon")).answer.status).toBe(404);
  expect((await page("/store/sandbox-shop/products")).answer.status).toBe(404);
});

test("an address cannot put markup into the page", async () => {
  const { html } = await page("/store/sandbox-shop/apps/carillon/%22%3E%3Cscript%3Ealert(1)%3C/script%3E");
  expect(html).not.toContain("<script>alert");
});
