// Connections are kept, and a kept one brings neither a foreign answer nor a lost request.
import type { Socket } from "node:net";
import ipaddr from "ipaddr.js";
import { afterAll, expect, test } from "vitest";
import { createPost } from "../../app/http/post.ts";
import * as certificates from "./certificates.ts";
import { createRawReceiver, OK, type RawReceiver } from "./raw-receiver.ts";

certificates.trustAuthority();
const TLS = { key: certificates.key, cert: certificates.good };

const allowedAddresses = [ipaddr.parseCIDR("127.0.0.0/8")];
const { post, close } = createPost({ allowedAddresses, timeoutMs: 10_000 });
/** Long enough for an answer on a busy machine: one is expected before the timeout. */
const hasty = createPost({ allowedAddresses, timeoutMs: 2_000 });
afterAll(() => {
  close();
  hasty.close();
});

const send = ({ url }: RawReceiver) => post({ url, headers: {}, body: "{}" });
const answered = (body: string) => ({ kind: "answered", statusCode: 200, body });

test.each([
  ["http", undefined],
  ["https", TLS],
])("a hundred requests in a row go over one connection of %s", async (_protocol, tls) => {
  const receiver = await createRawReceiver((socket) => socket.write(OK), tls);
  for (let count = 0; count < 100; count += 1) expect(await send(receiver)).toMatchObject(answered("ok"));
  expect(receiver.connections()).toBe(1);
});

const DEATHS: [string, (socket: Socket) => void][] = [
  ["closes", (socket) => socket.end()],
  ["closes at once", (socket) => socket.destroy()],
  ["resets", (socket) => socket.resetAndDestroy()],
];

test.each([
  ...DEATHS.map(([how, die]) => [how, "http", undefined, die] as const),
  ...DEATHS.slice(0, 2).map(([how, die]) => [how, "https", TLS, die] as const),
])(
  "a receiver that %s a kept connection of %s gets the request again at once, on another",
  async (...given) => {
    const [, , tls, die] = given;
    const receiver = await createRawReceiver((socket, request) => {
      if (request === 1) socket.write(OK);
      else die(socket);
    }, tls);
    expect(await send(receiver)).toMatchObject(answered("ok"));
    expect(await send(receiver)).toMatchObject(answered("ok"));
    expect(receiver.connections()).toBe(2);
    expect(receiver.requests()).toBe(3);
  },
);

test.each(DEATHS)(
  "a receiver that %s a kept connection while nobody sends costs nothing",
  async (_how, die) => {
    const receiver = await createRawReceiver((socket) => {
      socket.write(OK);
    });
    expect(await send(receiver)).toMatchObject(answered("ok"));
    for (const socket of receiver.open) die(socket);
    expect(await send(receiver)).toMatchObject(answered("ok"));
    expect(receiver.connections()).toBe(2);
  },
);

test("ten kept connections that died together are all replaced by fresh ones", async () => {
  const waiting: Socket[] = []; // nobody is answered before all ten are connected
  const receiver = await createRawReceiver((socket, request) => {
    if (request > 1) return void socket.destroy();
    waiting.push(socket);
    if (waiting.length % 10 === 0) for (const one of waiting.splice(0)) one.write(OK);
  });
  const ten = () => Promise.all(Array.from({ length: 10 }, () => send(receiver)));
  await ten();
  expect(receiver.connections()).toBe(10);
  for (const outcome of await ten()) expect(outcome).toMatchObject(answered("ok"));
  expect(receiver.connections()).toBe(20);
  expect(receiver.requests()).toBe(30);
});

test("what dies on a fresh connection is not sent again, even as a repeat", async () => {
  const receiver = await createRawReceiver((socket, request, connection) => {
    if (connection === 1 && request === 1) socket.write(OK);
    else socket.destroy();
  });
  expect(await send(receiver)).toMatchObject(answered("ok"));
  expect(await send(receiver)).toMatchObject({ kind: "failed", reason: "connection" });
  expect(receiver.requests()).toBe(3);
  expect(await send(receiver)).toMatchObject({ kind: "failed", reason: "connection" });
  expect(receiver.requests()).toBe(4);
});

test.each(["H", "HTTP/1.1 2", "HTTP/1.1 100 Continue\r\n\r\n", "\r\n"])(
  "a kept connection that dies after %j is a failed attempt: the receiver has seen the request",
  async (begun) => {
    const receiver = await createRawReceiver((socket, request) => {
      if (request === 1) socket.write(OK);
      else socket.end(begun);
    });
    expect(await send(receiver)).toMatchObject(answered("ok"));
    expect(await send(receiver)).toMatchObject({ kind: "failed", reason: "connection" });
    expect(receiver.requests()).toBe(2);
  },
);

test("a kept connection on which no answer comes is a timeout, and not sent again", async () => {
  const receiver = await createRawReceiver((socket, request) => {
    if (request === 1) socket.write(OK);
  });
  const sendHasty = () => hasty.post({ url: receiver.url, headers: {}, body: "{}" });
  expect(await sendHasty()).toMatchObject(answered("ok"));
  expect(await sendHasty()).toMatchObject({ kind: "failed", reason: "timeout" });
  expect(receiver.requests()).toBe(2);
});

const FORGED = OK.replace("ok", "no");

test.each([
  ["along with the answer", (socket: Socket) => socket.write(OK + FORGED)],
  ["as garbage along with the answer", (socket: Socket) => socket.write(`${OK}garbage`)],
  ["right after the answer", (socket: Socket) => socket.write(OK, () => socket.write(FORGED))],
])("what a receiver writes %s is no answer to the next request", async (_when, write) => {
  const receiver = await createRawReceiver((socket, _request, connection) => {
    if (connection === 1) write(socket);
    else socket.write(OK);
  });
  expect(await send(receiver)).toMatchObject(answered("ok"));
  await expect.poll(() => receiver.open.size).toBe(0);
  expect(await send(receiver)).toMatchObject(answered("ok"));
  expect(receiver.connections()).toBe(2);
});

test("the beginning of a forged answer is forgotten when the next request begins", async () => {
  const receiver = await createRawReceiver((socket, request) => {
    socket.write(request === 1 ? OK + FORGED.slice(0, 20) : OK);
  });
  expect(await send(receiver)).toMatchObject(answered("ok"));
  expect(await send(receiver)).toMatchObject(answered("ok"));
});

test.each([
  ["http", undefined],
  ["https", TLS],
])("what arrives on an idle connection of %s ends it", async (_protocol, tls) => {
  const receiver = await createRawReceiver((socket) => socket.write(OK), tls);
  expect(await send(receiver)).toMatchObject(answered("ok"));
  for (const socket of receiver.open) socket.write(FORGED);
  await expect.poll(() => receiver.open.size).toBe(0);
  expect(await send(receiver)).toMatchObject(answered("ok"));
  expect(receiver.connections()).toBe(2);
});

test("a receiver that says for how long it keeps a connection is believed", async () => {
  const receiver = await createRawReceiver((socket) =>
    socket.write(OK.replace("\r\n", "\r\nkeep-alive: timeout=1\r\n")),
  );
  await send(receiver);
  await send(receiver);
  expect(receiver.connections()).toBe(2);
});

test("of a thousand origins only some connections stay open", async () => {
  const receiver = await createRawReceiver((socket) => socket.write(OK));
  const { port } = new URL(receiver.url);
  const resolveHost = async () => ["127.0.0.1"];
  const many = createPost({ allowedAddresses, timeoutMs: 10_000, resolveHost });
  let most = 0;
  for (let at = 0; at < 1_000; at += 50) {
    const urls = Array.from({ length: 50 }, (_, of) => `http://host-${at + of}.test:${port}/`);
    const outcomes = await Promise.all(urls.map((url) => many.post({ url, headers: {}, body: "" })));
    for (const outcome of outcomes) expect(outcome).toMatchObject(answered("ok"));
    most = Math.max(most, receiver.open.size);
  }
  expect(receiver.connections()).toBe(1_000);
  await expect.poll(() => receiver.open.size).toBe(512);
  expect(most).toBeLessThan(700);
  many.close();
  await expect.poll(() => receiver.open.size).toBe(0);
});
