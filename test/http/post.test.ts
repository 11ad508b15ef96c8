import ipaddr from "ipaddr.js";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createPost, type PostOutcome } from "../../app/http/post.ts";
import { createTestReceiver, status, type TestReceiver } from "../helpers/test-receiver.ts";

const LOOPBACK = [ipaddr.parseCIDR("127.0.0.0/8"), ipaddr.parseCIDR("::1/128")];
const TIMEOUT_MS = 300;

let receiver: TestReceiver;
const { post, close } = createPost({ allowedAddresses: LOOPBACK, timeoutMs: 20_000 });
const hasty = createPost({ allowedAddresses: LOOPBACK, timeoutMs: TIMEOUT_MS });
/** The head of an answer must be in time, also on a busy machine. */
const brisk = createPost({ allowedAddresses: LOOPBACK, timeoutMs: 2_000 });

beforeAll(async () => {
  receiver = await createTestReceiver();
});
beforeEach(() => receiver.answer(status(200)));
afterAll(() => {
  close();
  hasty.close();
  brisk.close();
});

const send = (url: string, body = "{}") => post({ url, headers: { "x-a": "1" }, body });

test("the body arrives byte for byte with its length and the headers given", async () => {
  const body = '{"text":"äöü 🙂 \\u0000"}';
  const outcome = await send(receiver.url, body);
  const got = receiver.received.at(-1);
  expect(got?.body).toBe(body);
  expect(got?.headers).toMatchObject({
    "content-length": String(Buffer.byteLength(body)),
    "x-a": "1",
    connection: "keep-alive",
  });
  expect(got?.headers).not.toHaveProperty("transfer-encoding");
  expect(outcome).toMatchObject({
    kind: "answered",
    statusCode: 200,
    remoteAddress: "127.0.0.1",
    truncated: false,
  });
});

test("a redirect is answered, not followed", async () => {
  const before = receiver.received.length;
  receiver.answer(status(302, { location: `${receiver.url}/other` }));
  expect(await send(receiver.url)).toMatchObject({ kind: "answered", statusCode: 302 });
  expect(receiver.received).toHaveLength(before + 1);
});

test("no answer in time, a refused connection, a name that does not exist and broken TLS each have their reason", async () => {
  receiver.answer(() => undefined);
  expect(await hasty.post({ url: receiver.url, headers: {}, body: "" })).toMatchObject({
    kind: "failed",
    reason: "timeout",
  });
  expect(await send("http://127.0.0.1:1/")).toMatchObject({ reason: "connection", detail: "ECONNREFUSED" });
  expect(await send("http://does-not-exist.invalid/")).toMatchObject({ reason: "dns" });
  expect(await send(receiver.url.replace("http:", "https:"))).toMatchObject({ reason: "tls" });
});

test("headers above 16 KiB are too large a response", async () => {
  receiver.answer(status(200, { "x-long": "x".repeat(17 * 1024) }));
  expect(await send(receiver.url)).toMatchObject({ kind: "failed", reason: "response_too_large" });
});

test.each<[string, (response: import("node:http").ServerResponse) => void]>([
  ["too long", (response) => response.end("x".repeat(200 * 1024))],
  ["without an end", (response) => response.write("x".repeat(20 * 1024))],
  ["broken off", (response) => response.write("begun", () => response.destroy())],
])("a 2xx whose body is %s has succeeded, and says that it was truncated", async (_what, write) => {
  receiver.answer((_request, response) => {
    response.writeHead(200, { "content-type": "text/plain" });
    write(response);
  });
  const outcome = (await brisk.post({ url: receiver.url, headers: {}, body: "" })) as Extract<
    PostOutcome,
    { kind: "answered" }
  >;
  expect(outcome).toMatchObject({ kind: "answered", statusCode: 200, truncated: true });
  expect(outcome.body.length).toBeLessThanOrEqual(16 * 1024);
});

test("an answer with NUL bytes can be stored", async () => {
  receiver.answer(status(200, {}, "a\u0000b"));
  expect(await send(receiver.url)).toMatchObject({ body: "a\ufffdb" });
});

test("headers are sent as given, and none that URL or body could smuggle in", async () => {
  await send(`${receiver.url}?a=b%0d%0ax-evil:%201#fragment`, "{}\r\n\r\nPOST / HTTP/1.1\r\n\r\n");
  expect(receiver.received.at(-1)?.url).toBe("/hook?a=b%0d%0ax-evil:%201");
  expect(Object.keys(receiver.received.at(-1)?.headers ?? {}).sort()).toEqual([
    "connection",
    "content-length",
    "host",
    "x-a",
  ]);
});

test("a header that HTTP does not allow is a failed attempt that says nothing of its value", async () => {
  const outcome = await post({ url: receiver.url, headers: { "x-a": "hush\r\nx-evil: 1" }, body: "{}" });
  expect(outcome).toMatchObject({ kind: "failed", reason: "connection", detail: "ERR_INVALID_CHAR" });
});

test("of a name's addresses the first that takes the connection gets the request", async () => {
  const resolveHost = async () => ["127.0.0.2", "127.0.0.1"];
  const sender = createPost({ allowedAddresses: LOOPBACK, timeoutMs: 20_000, resolveHost });
  const url = receiver.url.replace("127.0.0.1", "receiver.test");
  const outcome = await sender.post({ url, headers: {}, body: "{}" });
  expect(outcome).toMatchObject({ kind: "answered", remoteAddress: "127.0.0.1" });
  sender.close();
});
