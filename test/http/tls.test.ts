import { createServer } from "node:net";
import type { TlsOptions } from "node:tls";
import ipaddr from "ipaddr.js";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createPost } from "../../app/http/post.ts";
import * as certificates from "./certificates.ts";
import { createRawReceiver, OK } from "./raw-receiver.ts";

certificates.trustAuthority();

const { post, close } = createPost({
  allowedAddresses: [ipaddr.parseCIDR("127.0.0.0/8")],
  timeoutMs: 10_000,
  resolveHost: async () => ["127.0.0.1"],
});
beforeAll(() => {
  vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0"); // which must not matter
});
afterAll(() => {
  vi.unstubAllEnvs();
  close();
});

async function sendTo(cert: string, host = "127.0.0.1", options: TlsOptions = {}) {
  const { url } = await createRawReceiver((socket) => socket.write(OK), {
    ...{ key: certificates.key, cert },
    ...options,
  });
  return post({
    url: `${url.replace("127.0.0.1", host)}?key=hush`,
    headers: { authorization: "hush" },
    body: "hush",
  });
}

test.each(["127.0.0.1", "localhost", "LOCALHOST."])(
  "a certificate that is good for %s is accepted",
  async (host) => {
    expect(await sendTo(certificates.good, host)).toMatchObject({
      kind: "answered",
      statusCode: 200,
      body: "ok",
    });
  },
);

test.each([
  ["that has expired", certificates.expired, "localhost", "CERT_HAS_EXPIRED"],
  ["that signed itself", certificates.selfSigned, "localhost", "DEPTH_ZERO_SELF_SIGNED_CERT"],
  ["for another name", certificates.wrongHost, "localhost", "ERR_TLS_CERT_ALTNAME_INVALID"],
  ["for another address", certificates.wrongHost, "127.0.0.1", "ERR_TLS_CERT_ALTNAME_INVALID"],
  ["for a name above", certificates.good, "hooks.localhost", "ERR_TLS_CERT_ALTNAME_INVALID"],
])("a certificate %s is refused before anything is sent", async (_what, cert, host, detail) => {
  const outcome = await sendTo(cert, host);
  expect(outcome).toMatchObject({ kind: "failed", reason: "tls", detail });
  expect(JSON.stringify(outcome)).not.toMatch(/hush|localhost|example/);
});

test("a server that speaks only TLS 1.1, or none, has broken TLS", async () => {
  const old = { minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
  expect(await sendTo(certificates.good, "localhost", old)).toMatchObject({ kind: "failed", reason: "tls" });
  const { url } = await createRawReceiver(() => undefined);
  const plain = createServer((socket) =>
    socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")),
  );
  await new Promise<void>((resolve) => plain.listen(0, "127.0.0.1", resolve));
  const { port } = plain.address() as { port: number };
  const outcome = await post({
    url: url.replace(/http:.*/, `https://127.0.0.1:${port}/`),
    headers: {},
    body: "",
  });
  expect(outcome).toMatchObject({ kind: "failed", reason: "tls" });
  plain.close();
});

test("a server that accepts and then says nothing has 5 s for its handshake", async () => {
  const mute = createServer();
  await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
  const { port } = mute.address() as { port: number };
  const outcome = await post({ url: `https://127.0.0.1:${port}/`, headers: {}, body: "" });
  expect(outcome).toMatchObject({ kind: "failed", reason: "timeout", detail: "no connection" });
  mute.close();
});
