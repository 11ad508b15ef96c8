// What receivers may answer that is no honest answer. Each ends as an outcome, soon, with little of it in memory.

import { execFile } from "node:child_process";
import type { Socket } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import ipaddr from "ipaddr.js";
import { afterAll, expect, test } from "vitest";
import { createPost, type PostOutcome } from "../../app/http/post.ts";
import { createRawReceiver, OK } from "./raw-receiver.ts";

const HASTY_MS = 400;
const allowedAddresses = [ipaddr.parseCIDR("127.0.0.0/8")];
const patient = createPost({ allowedAddresses, timeoutMs: 20_000 });
const hasty = createPost({ allowedAddresses, timeoutMs: HASTY_MS });
/** Where an answer, or its beginning, must be in time, also on a busy machine. */
const brisk = createPost({ allowedAddresses, timeoutMs: 2_000 });
afterAll(() => {
  patient.close();
  brisk.close();
  hasty.close();
});

/** Sends one request to a receiver that answers so; its URL, headers and body carry what must not come back in words. */
async function answeredBy(
  write: (socket: Socket, request: number) => void,
  { post } = patient,
): Promise<PostOutcome & { body?: string; truncated?: boolean }> {
  const { url } = await createRawReceiver(write);
  const headers = { authorization: "Bearer hush" };
  const outcome = await post({ url: `${url}/hush?key=hush`, headers, body: '{"secret":"hush"}' });
  if (outcome.kind === "failed") expect(JSON.stringify(outcome)).not.toMatch(/hush|hook/);
  return outcome;
}

/** Writes for as long as it is read; tells how much, and whether the other side has ended it. */
function pour(socket: Socket, chunk: Buffer): { bytes: number; cut: boolean } {
  const poured = { bytes: 0, cut: false };
  socket.once("close", () => {
    poured.cut = true;
  });
  const more = () => {
    while (!socket.destroyed && socket.write(chunk)) poured.bytes += chunk.length;
    poured.bytes += chunk.length;
  };
  socket.on("drain", more);
  more();
  return poured;
}

const MIB = 1024 * 1024;
/** What a receiver can write before it is cut off: what we read, and what the system holds in between. */
const MOST = 16 * MIB;

test.each([
  ["a body of 1 GB", "HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n", "x".repeat(65_536)],
  ["a body without an end", "HTTP/1.1 200 OK\r\n\r\n", "x".repeat(65_536)],
  [
    "chunks without an end",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
    `400\r\n${"x".repeat(1024)}\r\n`,
  ],
  [
    "small chunks in large wrappings",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
    `1;${"x".repeat(8_000)}\r\nx\r\n`,
  ],
])("of %s a little is read and kept", async (_what, head, chunk) => {
  let poured = { bytes: 0, cut: false };
  const outcome = await answeredBy((socket) => {
    socket.write(head);
    poured = pour(socket, Buffer.from(chunk.repeat(Math.ceil(65_536 / chunk.length))));
  });
  expect(outcome).toMatchObject({ kind: "answered", statusCode: 200, truncated: true });
  expect(outcome.body?.length).toBeLessThanOrEqual(16 * 1024);
  await expect.poll(() => poured.cut).toBe(true);
  expect(poured.bytes).toBeLessThan(MOST);
});

test.each([
  ["one header without an end", "HTTP/1.1 200 OK\r\nx-long: ", "x".repeat(65_536)],
  ["headers without an end", "HTTP/1.1 200 OK\r\n", "a: b\r\n".repeat(10_000)],
  ["a status line without an end", "HTTP/1.1 200 ", "O".repeat(65_536)],
  ["100 Continue without an end", "", "HTTP/1.1 100 Continue\r\n\r\n".repeat(2_000)],
  ["103 Early Hints without an end", "", "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".repeat(2_000)],
])("%s are too large a response", async (_what, head, chunk) => {
  let poured = { bytes: 0, cut: false };
  const outcome = await answeredBy((socket) => {
    socket.write(head);
    poured = pour(socket, Buffer.from(chunk));
  });
  expect(outcome).toMatchObject({ kind: "failed", reason: "response_too_large", remoteAddress: "127.0.0.1" });
  await expect.poll(() => poured.cut).toBe(true);
  expect(poured.bytes).toBeLessThan(MOST);
});

test("headers just within 16 KiB are an answer", async () => {
  const head = `HTTP/1.1 200 OK\r\ncontent-length: 2\r\nx: ${"y".repeat(15 * 1024)}\r\n\r\nok`;
  expect(await answeredBy((socket) => socket.write(head))).toMatchObject({ kind: "answered", body: "ok" });
});

test.each([
  ["nothing at all", () => undefined],
  ["a byte of the status line now and then", drip("HTTP/1.1 200 ", "O")],
  ["a header now and then", drip("HTTP/1.1 200 OK\r\n", "a: b\r\n")],
  [
    "interim answers now and then",
    drip("HTTP/1.1 102 Processing\r\n\r\n", "HTTP/1.1 102 Processing\r\n\r\n"),
  ],
])("%s is a timeout", async (_what, write) => {
  expect(await answeredBy(write, hasty)).toMatchObject({
    ...{ kind: "failed", reason: "timeout", detail: "no answer", remoteAddress: "127.0.0.1" },
  });
});

test("a receiver that accepts no connection in time is a timeout", async () => {
  const outcome = await answeredBy((socket) => socket.pause(), hasty);
  expect(outcome).toMatchObject({ kind: "failed", reason: "timeout" });
});

test("a body that comes a byte at a time has succeeded, and what came of it is kept", async () => {
  const outcome = await answeredBy((socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n");
    drip("x")(socket);
  }, brisk);
  expect(outcome).toMatchObject({ kind: "answered", statusCode: 200, truncated: true });
  expect(outcome.body).toMatch(/^x{1,999}$/);
});

test.each([
  ["", "nothing"],
  ["\r\n\r\n\r\n", "empty lines"],
  ["\0\0\0\0\0\0", "zeros"],
  ["\x16\x03\x01\x02\x00", "TLS"],
  ["SSH-2.0-OpenSSH_9.6\r\n", "SSH"],
  ["220 mail.example ESMTP\r\n", "SMTP"],
  ["-ERR unknown command 'POST' key=hush\r\n", "Redis, with the request in its words"],
  ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "HTTP/2"],
  ["<html>hush</html>", "HTTP/0.9"],
  ["ICY 200 OK\r\n\r\n", "ICY"],
  ["HTTP/1.1\r\n\r\n", "no status"],
  ["HTTP/1.1 99999 OK\r\n\r\n", "a status of five digits"],
  ["HTTP/1.1 -200 OK\r\n\r\n", "a negative status"],
  ["HTTP/1.1 200 OK\r\nno colon hush\r\n\r\n", "a header without a colon"],
  ["HTTP/1.1 200 OK\r\nx: a\0b\r\n\r\n", "a NUL in a header"],
  ["HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n", "a negative length"],
  ["HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab", "two lengths"],
  ["HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999999\r\n\r\n", "an endless length"],
  [
    "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    "a length and chunks",
  ],
  [
    "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
    "another protocol",
  ],
])("%j is no answer (%s)", async (text) => {
  const outcome = await answeredBy((socket) => socket.end(text));
  expect(outcome).toMatchObject({ kind: "failed", reason: "connection" });
});

test.each([
  ["HTTP/1.0 200 OK\r\n\r\nok", "HTTP/1.0"],
  ["HTTP/1.1 200\r\ncontent-length: 2\r\n\r\nok", "no reason phrase"],
  [
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok",
    "100 Continue, unasked for",
  ],
  ["HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "chunks"],
])("%j is an answer (%s)", async (text) => {
  expect(await answeredBy((socket) => socket.end(text))).toMatchObject({
    ...{ kind: "answered", statusCode: 200, body: "ok", truncated: false },
  });
});

test.each([
  ["HTTP/1.1 204 No Content\r\n\r\n", ""],
  ["HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nok", "ok"],
  ["HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\nZZ\r\n", "ok"],
  ["HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n", ""],
])("%j has succeeded by its status line", async (text, body) => {
  const outcome = await answeredBy((socket) => socket.end(text));
  expect(outcome).toMatchObject({ kind: "answered", body });
});

const text = "hello ".repeat(10);
const zeros = Buffer.alloc(64 * MIB);
const gzip = (level: Buffer) => gzipSync(level, { level: 9 });

test.each<[string, Buffer]>([
  ["gzip", gzipSync(text)],
  ["GZip", gzipSync(text)],
  ["x-gzip", gzipSync(text)],
  ["deflate", deflateSync(text)],
  ["deflate", deflateRawSync(text)],
  ["br", brotliCompressSync(text)],
  ["zstd", zstdCompressSync(text)],
  ["identity", Buffer.from(text)],
  ["gzip, br", brotliCompressSync(gzipSync(text))],
])("an answer in %s is read", async (encoding, bytes) => {
  const outcome = await answeredBy(sending(encoding, bytes));
  expect(outcome).toMatchObject({ kind: "answered", body: text, truncated: false });
});

test.each<[string, Buffer]>([
  ["gzip", gzip(zeros)],
  ["gzip, gzip", gzip(gzip(zeros))],
  ["deflate", deflateSync(zeros)],
  ["br", brotliCompressSync(zeros)],
  ["zstd", zstdCompressSync(zeros)],
])("a bomb in %s is cut off", async (encoding, bytes) => {
  const before = process.memoryUsage();
  const outcome = await answeredBy(sending(encoding, bytes));
  expect(outcome).toMatchObject({ kind: "answered", statusCode: 200, truncated: true });
  expect(outcome.body).toHaveLength(16 * 1024);
  expect(process.memoryUsage().arrayBuffers - before.arrayBuffers).toBeLessThan(16 * MIB);
});

test.each<[string, Buffer]>([
  ["gzip", Buffer.from("no gzip at all")],
  ["br", Buffer.from("no brotli at all")],
  ["zstd", Buffer.from("no zstd at all")],
  ["deflate", gzipSync(text).subarray(0, 20)],
])("a badly compressed answer in %s has succeeded", async (encoding, bytes) => {
  expect(await answeredBy(sending(encoding, bytes))).toMatchObject({ kind: "answered", truncated: true });
});

test.each<[string, string, Buffer]>([
  ["bytes too many", "gzip", Buffer.concat([gzipSync(text), Buffer.from("\n<b>Notice</b>")])],
  ["a second part that is none", "gzip", Buffer.concat([gzipSync(text), Buffer.from([0x1f, 0x8b, 9, 9])])],
  ["a wrong checksum", "gzip", Buffer.concat([gzipSync(text).subarray(0, -8), Buffer.alloc(8)])],
  ["a wrong checksum", "deflate", Buffer.concat([deflateSync(text).subarray(0, -4), Buffer.alloc(4)])],
])("of an answer with %s in %s what can be read is kept", async (_what, encoding, bytes) => {
  const outcome = await answeredBy(sending(encoding, bytes));
  expect(outcome).toMatchObject({ kind: "answered", body: text, truncated: true });
});

test.each<[string, (plain: Buffer) => Buffer]>([
  ["gzip", gzipSync],
  ["deflate", deflateRawSync],
  ["br", brotliCompressSync],
])("an answer in %s that goes wrong on its way is kept up to there", async (encoding, compress) => {
  const lines = Array.from({ length: 3_000 }, (_, line) => `${line * 7_919} `).join("");
  const bytes = compress(Buffer.from(lines));
  const middle = Math.floor(bytes.length / 2);
  bytes.fill(0xff, middle, middle + 64);
  const outcome = await answeredBy(sending(encoding, bytes));
  expect(outcome).toMatchObject({ kind: "answered", truncated: true });
  expect(outcome.body?.slice(0, 5_000)).toBe(lines.slice(0, 5_000));
});

test.each(["compress", "gzip, gzip, gzip", "constructor", "__proto__", ",", "gzip,".repeat(500)])(
  "an answer in %j is kept as it is",
  async (encoding) => {
    const outcome = await answeredBy(sending(encoding, Buffer.from("as it is")));
    expect(outcome).toMatchObject({ kind: "answered", body: "as it is", truncated: false });
  },
);

test("fifty answers without an end at the same time leave the memory as it was", async () => {
  const { url } = await createRawReceiver((socket) => {
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    socket.write(zeros.subarray(0, 131_072)); // more than is read
  });
  const script = path.join(import.meta.dirname, "read-endless-answers.ts");
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", script, url]);
  expect(Number(stdout)).toBeLessThan(64 * MIB); // what was read of them is 96 MiB
});

function sending(encoding: string, bytes: Buffer): (socket: Socket) => void {
  return (socket) => {
    socket.write(
      `HTTP/1.1 200 OK\r\ncontent-encoding: ${encoding}\r\ncontent-length: ${bytes.length}\r\n\r\n`,
    );
    socket.write(bytes);
  };
}

/** Writes `first` a byte at a time, then `again` over and over. */
function drip(first: string, again = first): (socket: Socket) => void {
  return (socket) => {
    let left = first;
    const timer = setInterval(() => {
      const [next = "", ...rest] = left;
      left = rest.join("") || again;
      socket.write(next);
    }, 5);
    socket.once("close", () => clearInterval(timer));
  };
}

test("an answer that comes after the timeout is not taken for the next request's", async () => {
  const late: (() => void)[] = [];
  const receiver = await createRawReceiver((socket, _request, connection) => {
    if (connection === 1) late.push(() => socket.write(OK.replace("ok", "no")));
    else socket.write(OK);
  });
  const send = () => brisk.post({ url: receiver.url, headers: {}, body: "{}" });
  expect(await send()).toMatchObject({ kind: "failed", reason: "timeout" });
  for (const answer of late) answer();
  expect(await send()).toMatchObject({ kind: "answered", body: "ok" });
  expect(receiver.connections()).toBe(2);
});
