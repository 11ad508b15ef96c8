import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:net";
import { brotliCompressSync, gzipSync } from "node:zlib";
import ipaddr from "ipaddr.js";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createPost, type PostOutcome } from "../../app/http/post.ts";
import { createTestReceiver, status, type TestReceiver } from "../helpers/test-receiver.ts";

const LOOPBACK = [ipaddr.parseCIDR("127.0.0.0/8"), ipaddr.parseCIDR("::1/128")];
const TIMEOUT_MS = 300;

let receiver: TestReceiver;
const { post, close } = createPost({ allowedAddresses: LOOPBACK, timeoutMs: 20_000 });
const strict = createPost({ allowedAddresses: [], timeoutMs: 20_000 });
const hasty = createPost({ allowedAddresses: LOOPBACK, timeoutMs: TIMEOUT_MS });

beforeAll(async () => {
  receiver = await createTestReceiver();
});
beforeEach(() => receiver.answer(status(200)));
afterAll(() => {
  close();
  strict.close();
  hasty.close();
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

test.each([
  "http://127.0.0.1:80/",
  "http://[::1]/",
  "http://[::ffff:127.0.0.1]/",
  "http://[::ffff:7f00:1]/",
  "http://0x7f.1/",
  "http://2130706433/",
  "http://0177.0.0.1/",
  "http://169.254.169.254/latest/meta-data/",
  "http://[fd00:ec2::254]/",
  "http://[64:ff9b::7f00:1]/",
  "http://10.0.0.1/",
  "http://0.0.0.0/",
  "http://[::]/",
  "http://localhost/",
  "https://localhost/",
])("%s is never connected to", async (url) => {
  const outcome = await strict.post({ url, headers: {}, body: "" });
  expect(outcome).toMatchObject({ kind: "failed", reason: "blocked_address" });
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
  const outcome = (await hasty.post({ url: receiver.url, headers: {}, body: "" })) as Extract<
    PostOutcome,
    { kind: "answered" }
  >;
  expect(outcome).toMatchObject({ kind: "answered", statusCode: 200, truncated: true });
  expect(outcome.body.length).toBeLessThanOrEqual(16 * 1024);
});

test("a compressed answer is read, a badly compressed one has succeeded all the same, a bomb is cut off", async () => {
  receiver.answer(
    (_request, response) =>
      void response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("hello")),
  );
  expect(await send(receiver.url)).toMatchObject({ body: "hello", truncated: false });
  receiver.answer(
    (_request, response) =>
      void response.writeHead(200, { "content-encoding": "br" }).end(brotliCompressSync("hi")),
  );
  expect(await send(receiver.url)).toMatchObject({ body: "hi", truncated: false });
  receiver.answer(status(200, { "content-encoding": "gzip" }, "no gzip"));
  expect(await send(receiver.url)).toMatchObject({ kind: "answered", statusCode: 200, truncated: true });
  const bomb = gzipSync("x".repeat(50 * 1024 * 1024));
  receiver.answer(
    (_request, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(bomb),
  );
  expect(await send(receiver.url)).toMatchObject({ kind: "answered", truncated: true });
});

test("an answer with NUL bytes can be stored", async () => {
  receiver.answer(status(200, {}, "a\u0000b"));
  expect(await send(receiver.url)).toMatchObject({ body: "a\ufffdb" });
});

test("a receiver that wants another protocol has failed, and the next request goes on", async () => {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () =>
      socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n"),
    );
  });
  expect(await send(await listen(server))).toMatchObject({ kind: "failed", reason: "connection" });
  expect(await send(receiver.url)).toMatchObject({ kind: "answered", statusCode: 200 });
});

test("interim answers are passed over, nonsense is a failed connection", async () => {
  const answering = (text: string) =>
    createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => socket.end(text));
    });
  const interim = "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
  expect(await send(await listen(answering(interim)))).toMatchObject({ kind: "answered", statusCode: 200 });
  for (const nonsense of [
    "",
    "hello",
    "HTTP/1.1 999999\r\n\r\n",
    "HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n",
  ]) {
    expect(await send(await listen(answering(nonsense))), nonsense).toMatchObject({
      kind: "failed",
      reason: "connection",
    });
  }
});

test("connections are kept, and a kept one that died is replaced at once, unseen by the receiver", async () => {
  const server = await rawServer();
  expect(await send(server.url)).toMatchObject({ kind: "answered", statusCode: 200 });
  expect(await send(server.url)).toMatchObject({ kind: "answered", statusCode: 200 });
  expect(server.connections()).toBe(2); // the first one hung up instead of answering again
  expect(server.requests()).toBe(3);
});

test("a fresh connection that dies is not tried again at once", async () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.once("data", () => socket.destroy());
  });
  const url = await listen(server);
  expect(await send(url)).toMatchObject({ kind: "failed", reason: "connection" });
  expect(connections).toBe(1);
});

/** Answers the first request on each connection and hangs up at the second. */
async function rawServer() {
  let connections = 0;
  let requests = 0;
  const server = createServer((socket) => {
    connections += 1;
    let seen = 0;
    socket.on("error", () => undefined);
    socket.on("data", () => {
      requests += 1;
      seen += 1;
      if (seen === 1) socket.write("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
      else socket.destroy();
    });
  });
  return { url: await listen(server), connections: () => connections, requests: () => requests };
}

function listen(server: Server): Promise<string> {
  afterAll(() => void server.close());
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
    ),
  );
}
