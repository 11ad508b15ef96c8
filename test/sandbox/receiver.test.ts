import { expect, onTestFinished, test } from "vitest";
import { newSecret } from "#app/signing/secret.ts";
import { signatureHeaders } from "#app/signing/sign.ts";
import { startReceiver } from "#sandbox/receiver/start-receiver.ts";

const BODY = '{"id":"evt_1","topic":"order/created","resource":"gid://shopify/Order/820982911946154508"}';

async function receiver() {
  const started = await startReceiver();
  onTestFinished(() => started.close());
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${started.url}${path}`, { method: "POST", body, headers }).then(({ status }) => status);
  return { ...started, post };
}

const signed = (secret: string, id = "evt_1", body = BODY) =>
  signatureHeaders({ id, timestamp: Math.floor(Date.now() / 1_000), body }, [secret]);

test.for([
  ["one of ours", newSecret()],
  ["the merchant's own", "a-text-of-the-merchant-s-own"],
] as const)("a request signed with %s passes both checks", async ([, secret]) => {
  const { expect: know, post, received } = await receiver();
  know("/ok", secret);
  expect(await post("/ok", BODY, signed(secret))).toBe(200);
  expect(received()).toMatchObject([
    { path: "/ok", body: BODY, verdict: { standard: true, plain: true }, answered: 200 },
  ]);
  expect(received()[0]?.resource).toBe("gid://shopify/Order/820982911946154508");
});

test("a tampered body, a wrong secret and a missing signature get 401", async () => {
  const { expect: know, post, received } = await receiver();
  const secret = newSecret();
  know("/ok", secret);
  expect(await post("/ok", BODY.replace("created", "deleted"), signed(secret))).toBe(401);
  expect(await post("/ok", BODY, signed(newSecret()))).toBe(401);
  expect(await post("/ok", BODY)).toBe(401);
  expect(received().every(({ verdict }) => verdict?.standard === false && verdict.plain === false)).toBe(
    true,
  );
});

test("one right signature beside a wrong one is not enough", async () => {
  const { expect: know, post, received } = await receiver();
  const secret = newSecret();
  know("/ok", secret);
  const headers = signed(secret);
  expect(await post("/ok", BODY, { ...headers, signature: "0".repeat(64) })).toBe(401);
  expect(await post("/ok", BODY, { ...headers, "webhook-timestamp": "1" })).toBe(401);
  expect(received().map(({ verdict }) => verdict)).toEqual([
    { standard: true, plain: false },
    { standard: false, plain: true },
  ]);
});

test("a path that is to fail twice fails twice for each event", async () => {
  const { post } = await receiver();
  const attempt = (id: string) => post("/flaky?fail=2", BODY, { "webhook-id": id });
  const statuses = [];
  for (const id of ["evt_1", "evt_2", "evt_1", "evt_1", "evt_2", "evt_2"]) statuses.push(await attempt(id));
  expect(statuses).toEqual([500, 500, 500, 200, 500, 200]);
});

test("an address may ask for a status", async () => {
  const { post } = await receiver();
  expect(await post("/gone?status=410", BODY)).toBe(410);
});

test("a secret that is sent in is checked from then on", async () => {
  const { url, post, received } = await receiver();
  const secret = newSecret();
  expect(await post("/mine", BODY)).toBe(200);
  await fetch(`${url}/secrets`, { method: "POST", body: new URLSearchParams({ path: "/mine", secret }) });
  expect(await post("/mine", BODY)).toBe(401);
  expect(await post("/mine", BODY, signed(secret))).toBe(200);
  expect(received().map(({ verdict }) => verdict?.plain ?? null)).toEqual([null, false, true]);
});

test("what came in is shown as JSON, and as a page on which nothing from outside is markup", async () => {
  const { url, post } = await receiver();
  await post("/a", "<script>alert(1)</script>", { "x-topic": "<b>topic</b>" });
  const listed = (await (await fetch(`${url}/received.json`)).json()) as { body: string }[];
  expect(listed[0]?.body).toBe("<script>alert(1)</script>");
  const page = await (await fetch(url)).text();
  expect(page).toContain("&lt;b&gt;topic&lt;/b&gt;");
  expect(page).not.toContain("<script>alert");
});
