import { beforeAll, expect, test } from "vitest";
import { serve } from "../../app/server/serve.ts";
import { proxyQuery } from "../helpers/app-proxy.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { SHOP } from "../helpers/shopify-webhooks.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

let app: TestDeps;
let base: string;

beforeAll(async () => {
  app = await createTestDeps({ SHOPIFY_API_SECRET_PREVIOUS: "the-secret-before" });
  const { port } = await serve(app.deps, { withPanel: false });
  base = `http://127.0.0.1:${port}/proxy/forms`;
  await addShop(app.deps);
});

interface Sending {
  query?: string;
  handle?: string;
  headers?: Record<string, string>;
  body?: string;
  method?: string;
}

/** Every sending is another visitor's, unless it says whose it is. */
let visitors = 0;

async function send({
  query = proxyQuery(),
  handle = "contact",
  headers,
  body = "name=Jane",
  method,
}: Sending = {}) {
  visitors += 1;
  const response = await fetch(`${base}/${handle}?${query}`, {
    method: method ?? "POST",
    redirect: "manual",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      accept: "text/html,application/xhtml+xml,*/*;q=0.8",
      "x-forwarded-for": `203.0.${visitors >> 8}.${visitors & 255}`,
      ...headers,
    },
    ...(method !== "GET" && { body }),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

const rows = async () => {
  const { rows } = await app.deps.pool.query<{ webhook_id: string; shop_domain: string; body: string }>(
    `select w.webhook_id, w.shop_domain, b.body from inbound_webhook w join inbound_body b using (id)
     where w.topic = 'carillon/form' order by w.id`,
  );
  return rows;
};

async function newRows(work: () => Promise<unknown>) {
  const before = (await rows()).length;
  await work();
  return (await rows()).slice(before);
}

test("a form is in the inbox before the visitor is thanked", async () => {
  const added = await newRows(async () => {
    const query = proxyQuery({ customer: "207119551" });
    const { status, text } = await send({
      query,
      body: "contact%5Bemail%5D=jane%40example.com&size=S&size=L",
    });
    expect([status, JSON.parse(text)]).toEqual([200, { ok: true }]);
  });
  expect(added).toHaveLength(1);
  expect(added[0]?.shop_domain).toBe(SHOP);
  expect(JSON.parse(added[0]?.body ?? "")).toEqual({
    submission_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    handle: "contact",
    fields: { "contact[email]": "jane@example.com", size: ["S", "L"] },
    customer: "gid://shopify/Customer/207119551",
    submitted_at: "2026-11-20T10:00:00.123Z",
  });
});

test("the same form twice is two submissions", async () => {
  const added = await newRows(async () => {
    await send();
    await send();
  });
  expect(new Set(added.map(({ webhook_id }) => webhook_id)).size).toBe(2);
});

test("a browser is led back to the page it names, a script gets JSON all the same", async () => {
  const body = "name=Jane&return_to=%2Fpages%2Fcontact";
  const browser = await send({ body });
  expect([browser.status, browser.headers.get("location")]).toEqual([
    302,
    "/pages/contact?form=contact&sent=true",
  ]);
  const script = await send({ body, headers: { accept: "application/json" } });
  expect([script.status, JSON.parse(script.text)]).toEqual([200, { ok: true }]);
});

test("nobody is led out of the shop", async () => {
  for (const path of ["//evil.example", "/\\evil.example", "https://evil.example", "/.//evil.example"]) {
    const { status, headers } = await send({ body: `a=1&return_to=${encodeURIComponent(path)}` });
    expect([path, status, headers.get("location")]).toEqual([path, 200, null]);
  }
});

test("who fills in the field that people do not see is thanked, and nothing is stored", async () => {
  const added = await newRows(async () => {
    const { status } = await send({ body: "name=Jane&carillon_website=http%3A%2F%2Fspam.example" });
    expect(status).toBe(200);
  });
  expect(added).toEqual([]);
});

test("a signature by the secret before a rotation is accepted", async () => {
  expect((await send({ query: proxyQuery({ secret: "the-secret-before" }) })).status).toBe(200);
});

test.each<[string, number, RegExp, Sending]>([
  ["no signature", 401, /signature/, { query: `shop=${SHOP}` }],
  ["another secret's signature", 401, /signature/, { query: proxyQuery({ secret: "wrong" }) }],
  ["an old request", 401, /timestamp/, { query: proxyQuery({ timestamp: 1_795_168_700 }) }],
  [
    "a second shop",
    401,
    /more than once/,
    { query: proxyQuery({ more: { shop: [SHOP, "b.myshopify.com"] } }) },
  ],
  ["an unknown shop", 404, /does not use/, { query: proxyQuery({ shop: "unknown.myshopify.com" }) }],
  ["capitals in the handle", 400, /handle/, { handle: "Contact" }],
  ["a long handle", 400, /handle/, { handle: "a".repeat(51) }],
  ["multipart", 415, /Send the form as/, { headers: { "content-type": "multipart/form-data; boundary=x" } }],
  ["no JSON", 400, /not JSON/, { headers: { "content-type": "application/json" }, body: "{" }],
  ["a number in JSON", 400, /text/, { headers: { "content-type": "application/json" }, body: '{"a":1}' }],
  ["65 KiB", 413, /64 KiB/, { body: `a=${"x".repeat(65 * 1024)}` }],
  ["GET", 405, /POST/, { method: "GET" }],
])("%s is answered %i with a sentence and nothing is stored", async (_what, status, sentence, sending) => {
  const added = await newRows(async () => {
    const answer = await send(sending);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      status,
      "text/plain; charset=utf-8",
    ]);
    expect(answer.text).toMatch(sentence);
  });
  expect(added).toEqual([]);
});

test("a script gets its refusal as JSON", async () => {
  const { status, text } = await send({ query: "", headers: { accept: "application/json" } });
  expect([status, JSON.parse(text)]).toEqual([
    401,
    { ok: false, error: expect.stringContaining("signature") },
  ]);
});

test("a shop that has uninstalled the app is unknown", async () => {
  const domain = "left.myshopify.com";
  await addShop(app.deps, domain);
  await app.deps.prisma.shop.update({ where: { domain }, data: { uninstalledAt: new Date() } });
  expect((await send({ query: proxyQuery({ shop: domain }) })).status).toBe(404);
});

test("an eleventh form of one visitor in a minute is refused, another visitor's is not", async () => {
  const from = (address: string) => send({ headers: { "x-forwarded-for": address } });
  for (let count = 0; count < 10; count += 1) expect((await from("198.51.100.7")).status).toBe(200);
  const refused = await from("198.51.100.7");
  expect([refused.status, refused.headers.get("retry-after"), refused.text]).toEqual([
    429,
    "60",
    "Too many forms were sent. Try again in a minute.\n",
  ]);
  expect((await from("198.51.100.8")).status).toBe(200);
});

test("a visitor is told by what Shopify says of him, not by what he says of himself", async () => {
  const statuses: number[] = [];
  for (let count = 0; count < 11; count += 1) {
    const { status } = await send({ headers: { "x-forwarded-for": `192.0.2.${count}, 198.51.100.9` } });
    statuses.push(status);
  }
  expect(statuses).toEqual([...Array(10).fill(200), 429]);
});

test("visitors of one IPv6 network count together", async () => {
  const statuses: number[] = [];
  for (let count = 0; count < 11; count += 1) {
    statuses.push((await send({ headers: { "x-forwarded-for": `2001:db8:1:2::${count}` } })).status);
  }
  expect(statuses).toEqual([...Array(10).fill(200), 429]);
});

test("a 301st form of one shop in a minute is refused, and requests that Shopify did not sign count for nobody", async () => {
  const domain = "busy.myshopify.com";
  await addShop(app.deps, domain);
  const forged = Array.from({ length: 20 }, () =>
    send({ query: proxyQuery({ shop: domain, secret: "wrong" }) }),
  );
  expect((await Promise.all(forged)).every(({ status }) => status === 401)).toBe(true);
  // A bot's forms count and cost no insert.
  const body = "carillon_website=x";
  const query = proxyQuery({ shop: domain });
  const answers = await Promise.all(Array.from({ length: 301 }, () => send({ query, body })));
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(300).fill(200), 429]);
  expect((await send()).status).toBe(200);
});

test("while the database cannot commit, the visitor is not thanked", async () => {
  await app.deps.pool.query("alter table inbound_key rename to inbound_key_away");
  try {
    const { status, text } = await send({ body: "a=1&return_to=%2F" });
    expect([status, text]).toEqual([503, "The form could not be stored. Send it again.\n"]);
  } finally {
    await app.deps.pool.query("alter table inbound_key_away rename to inbound_key");
  }
  expect((await send()).status).toBe(200);
});
