import { beforeAll, expect, test } from "vitest";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { apiClient } from "../api/api-client.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { alertedShop, mailTo, noticesOf } from "./alert-steps.ts";
import { createMailServer, type TestMailServer } from "./mail-server.ts";

let app: TestDeps;
let server: TestMailServer;
let base: string;

beforeAll(async () => {
  server = await createMailServer();
  app = await createTestDeps({ SHOPIFY_API_KEY: "", ...mailTo(server.url) });
  const { port } = await serve(app.deps, { withPanel: false });
  base = `http://127.0.0.1:${port}/api/v1`;
});

async function callerOf(shopId: string, at = base) {
  const { token } = await createToken(app.deps, shopId, "write");
  const call = apiClient(at, token);
  return async (method: string, path = "", body?: object) => {
    const { status, json, headers } = await call(method, `/alerts${path}`, body);
    return { status, json: json as object, headers };
  };
}

test("what PUT sets GET answers, with where mails go", async () => {
  const { shopId, email } = await alertedShop(app.deps);
  const call = await callerOf(shopId);
  expect(await call("GET")).toMatchObject({
    status: 200,
    json: { mode: "changes", addresses: [], email: { state: "ready", to: [email], detail: null } },
  });
  const settings = { mode: "daily", addresses: ["ops@example.com", "dev@example.com", "ops@example.com"] };
  const kept = { mode: "daily", addresses: ["ops@example.com", "dev@example.com"] };
  expect(await call("PUT", "", settings)).toMatchObject({ status: 200, json: kept });
  expect(await call("GET")).toMatchObject({ json: { ...kept, email: { to: kept.addresses } } });
  expect(await call("PUT", "", {})).toMatchObject({ json: { mode: "changes", addresses: [] } });
});

test.each([
  [{ mode: "hourly" }, { mode: [expect.stringContaining("changes, first_failure, daily, off")] }],
  [{ addresses: ["nobody"] }, { addresses: ['"nobody" is no e-mail address.'] }],
  [
    { addresses: ["a@example.com\r\nBcc: b@example.com"] },
    { addresses: [expect.stringContaining("is no e-mail")] },
  ],
  [{ addresses: [5] }, { "addresses.0": ["An address is a text."] }],
  [{ addresses: ["half\ud800@example.com"] }, { addresses: [expect.stringContaining("is no e-mail")] }],
  [{ addresses: "ops@example.com" }, { addresses: ["Give a list of e-mail addresses."] }],
  [
    { addresses: Array.from({ length: 6 }, (_, index) => `a${index}@example.com`) },
    { addresses: ["At most 5 addresses, and these are 6."] },
  ],
  [{ colour: "red" }, { colour: ["There is no such field."] }],
])("%j is refused with each wrong field", async (settings, errors) => {
  const call = await callerOf((await alertedShop(app.deps)).shopId);
  expect(await call("PUT", "", settings)).toMatchObject({ status: 422, json: { errors } });
  expect(await call("GET")).toMatchObject({ json: { mode: "changes", addresses: [] } });
});

test("a test mail goes out at once, and the sixth within an hour is refused", async () => {
  const { shopId, email } = await alertedShop(app.deps);
  const call = await callerOf(shopId);
  const answers = await Promise.all(Array.from({ length: 6 }, () => call("POST", "/test")));
  const sent = answers.filter(({ status }) => status === 200);
  expect(sent).toHaveLength(5);
  expect(sent[0]?.json).toEqual({
    ...{ sent: true, to: [email] },
    detail: `The mail server has taken the mail to ${email}.`,
  });
  const refused = answers.find(({ status }) => status === 429);
  expect(refused?.json).toMatchObject({ detail: "A shop can send five test mails an hour." });
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(3_000);
  expect(server.received.filter(({ to }) => to.includes(email))).toHaveLength(5);
  expect((await noticesOf(app.deps, shopId)).map(({ kind, mail }) => `${kind} ${mail}`)).toEqual(
    Array(5).fill("test sent"),
  );
  await app.deps.pool.query(
    "update notice set created_at = created_at - interval '1 hour' where shop_id = $1",
    [shopId],
  );
  expect(await call("POST", "/test")).toMatchObject({ status: 200 });
});

test("the server's refusal is the answer", async () => {
  const { shopId, email } = await alertedShop(app.deps);
  const call = await callerOf(shopId);
  server.refuse([email]);
  expect(await call("POST", "/test")).toMatchObject({
    status: 200,
    json: { sent: false, detail: `The mail server answered: 550 5.1.1 ${email}: unknown` },
  });
  server.refuse([]);
  expect(await noticesOf(app.deps, shopId)).toMatchObject([{ kind: "test", mail: "failed" }]);
});

test("without an address, and without a mail server, the answer says what is missing", async () => {
  const { shopId } = await alertedShop(app.deps);
  await app.deps.prisma.shop.update({ where: { id: shopId }, data: { email: null } });
  const call = await callerOf(shopId);
  expect(await call("GET")).toMatchObject({ json: { email: { state: "no_address", to: [] } } });
  expect(await call("POST", "/test")).toMatchObject({
    status: 409,
    json: { detail: expect.stringContaining("No address is known") },
  });
  const { port } = await serve({ ...app.deps, mailer: undefined }, { withPanel: false });
  const unmailed = await callerOf(shopId, `http://127.0.0.1:${port}/api/v1`);
  expect(await unmailed("GET")).toMatchObject({
    json: { email: { state: "off", detail: expect.stringContaining("SMTP_URL and MAIL_FROM") } },
  });
  expect(await unmailed("POST", "/test")).toMatchObject({ status: 409 });
});
