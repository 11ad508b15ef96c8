// `carillon listen` against the app, with a server of the developer's own.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Webhook } from "standardwebhooks";
import { beforeAll, expect, test, vi } from "vitest";
import { createLive } from "../../app/api/live/live.ts";
import type { Terminal } from "../../app/commands/command.ts";
import { listen } from "../../app/commands/listen/listen.ts";
import type { Deps } from "../../app/config/deps.ts";
import { type Serving, serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { revokeToken } from "../../app/tokens/revoke-token.ts";
import { addEndpoint, addShop, deliverDue, publishProducts } from "../helpers/pipeline-steps.ts";
import { SHOP } from "../helpers/shopify-webhooks.ts";
import { createSecondDeps, createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver, status, type TestReceiver } from "../helpers/test-receiver.ts";
import { startCarillon } from "./command-process.ts";

let app: TestDeps;
let web: Deps;
let serving: Serving;
let url: string;
let shopId: string;
let token: string;
let receiver: TestReceiver;

beforeAll(async () => {
  app = await createTestDeps();
  web = app.deps;
  web.live = createLive(web, { heartbeatMs: 1_000, checkMs: 20, stallMs: 10_000 });
  serving = await serve(web, { withPanel: false });
  url = `http://127.0.0.1:${serving.port}`;
  shopId = await addShop(web);
  token = (await createToken(web, shopId, "read")).token;
  receiver = await createTestReceiver();
});

interface Listening {
  printed: string[];
  said: string[];
  stop: AbortController;
  done: Promise<void>;
}

/** Runs the command in this process; resolves when it is ready. */
async function listening(words: Record<string, string> = {}, env: Record<string, string> = {}, json = false) {
  vi.stubEnv("CARILLON_TOKEN", token);
  vi.stubEnv("CARILLON_LISTEN_SECRET", "");
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const [printed, said]: [string[], string[]] = [[], []];
  const stop = new AbortController();
  const terminal: Terminal = {
    json,
    print: (line) => void printed.push(line),
    say: (line) => void said.push(line),
    signal: stop.signal,
    fail: () => undefined,
  };
  const done = listen.run({ url, forward: receiver.url, ...words }, terminal);
  done.catch(() => undefined);
  const listener: Listening = { printed, said, stop, done };
  await Promise.race([expect.poll(() => said.length).toBeGreaterThan(1), done]);
  return listener;
}

async function end({ stop, done }: Listening): Promise<void> {
  stop.abort();
  await done;
}

const secretOf = ({ said }: Listening) => /signed with (whsec_\S+)$/.exec(said[1] ?? "")?.[1] ?? "";

test("an event comes to the local server with the headers and the bytes of a real delivery, signed with the session's secret", async () => {
  const listener = await listening();
  expect(listener.said[0]).toBe(`Events of ${SHOP} (every topic) go to ${receiver.url}`);
  const real = await createTestReceiver();
  const endpoint = await addEndpoint(web, shopId, real.url);
  await publishProducts(web);
  await deliverDue(web);
  const [delivered] = await real.until(1);
  const [forwarded] = await receiver.until(1);
  expect(forwarded?.body).toBe(delivered?.body);
  const names = (headers: Record<string, string> = {}) => Object.keys(headers).sort();
  expect(names(forwarded?.headers)).toEqual(names(delivered?.headers));
  for (const name of names(delivered?.headers)) {
    const isOwn = ["host", "x-delivery-id", "webhook-timestamp", "webhook-signature", "signature"].includes(
      name,
    );
    if (!isOwn) expect([name, forwarded?.headers[name]]).toEqual([name, delivered?.headers[name]]);
  }
  expect(forwarded?.headers["x-delivery-id"]).toMatch(/^dlv_/);
  const webhook = new Webhook(secretOf(listener));
  expect(webhook.verify(forwarded?.body ?? "", forwarded?.headers ?? {})).toMatchObject({
    topic: "product/created",
  });
  expect(() =>
    new Webhook(endpoint.secret).verify(forwarded?.body ?? "", forwarded?.headers ?? {}),
  ).toThrow();
  await expect
    .poll(() => listener.printed[0])
    .toMatch(/^\S+Z {2}product\/created {2}evt_\w{32} → 200 {2}\d+ ms$/);
  await end(listener);
});

test.each(["/hook", "/hook/plain"])(
  "the receiver of the documentation takes what is forwarded to %s, with a secret of the developer's own",
  async (path) => {
    const secret = "a-secret-that-is-long-enough";
    const port = await freePort();
    const folder = await mkdtemp(join(tmpdir(), "carillon-listen-"));
    const node = spawn(process.execPath, [resolve("docs/receivers/node/receiver.mjs")], {
      cwd: folder, // it keeps what came
      env: { ...process.env, CARILLON_SECRET: secret, PORT: String(port) },
    });
    const forward = `http://localhost:${port}${path}`;
    const listener = await listening({ forward }, { CARILLON_LISTEN_SECRET: secret }, true);
    expect(listener.said[1]).toBe("They are signed with CARILLON_LISTEN_SECRET.");
    await expect
      .poll(async () => (await fetch(forward, { method: "POST" }).catch(() => null))?.status)
      .toBe(401);
    await publishProducts(web);
    await expect.poll(() => listener.printed.length).toBe(1);
    expect(JSON.parse(listener.printed[0] ?? "")).toMatchObject({
      ...{ topic: "product/created", delivered: true, status: 204, reason: null, detail: null },
    });
    await end(listener);
    node.kill();
    await rm(folder, { recursive: true });
  },
);

test("what the local server does wrong is told, and not tried again", async () => {
  const listener = await listening();
  const before = receiver.received.length;
  receiver.answer(status(500));
  await publishProducts(web);
  await expect.poll(() => listener.printed[0]).toMatch(/→ 500/);
  receiver.answer(status(302, { location: "/elsewhere", connection: "close" }));
  await publishProducts(web);
  await expect.poll(() => listener.printed[1]).toMatch(/→ 302/);
  receiver.answer((_request, response) => response.destroy());
  await publishProducts(web);
  await expect.poll(() => listener.printed[2]).toMatch(/→ connection/);
  expect(receiver.received.length - before).toBe(3);
  receiver.answer(status(200));
  await end(listener);
  const nobody = await listening({ forward: `http://127.0.0.1:${await freePort()}/` });
  await publishProducts(web);
  await expect.poll(() => nobody.printed[0]).toMatch(/→ connection \(ECONNREFUSED\)/);
  await end(nobody);
});

test("an app that goes away is waited for, said once, and each event comes once", async () => {
  const second = await createSecondDeps(app);
  const env = { ...second.env, PORT: await freePort() };
  const stopping = await serve({ ...second, env }, { withPanel: false });
  const listener = await listening({ url: `http://127.0.0.1:${env.PORT}` }, {}, true);
  const seen = receiver.received.length;
  await publishProducts(web);
  await receiver.until(seen + 1);
  const open = await second.live.open({ shopId, topics: [], since: undefined }); // keeps what comes meanwhile
  expect(open.kind).toBe("open");
  await stopping.close();
  await expect.poll(() => listener.said[2]).toMatch(/is lost: This process of the app stops/);
  await web.pool.query(
    "insert into live_stream values ('lst_between', $1, '{}', now() + interval '1 minute')",
    [shopId],
  );
  await publishProducts(web);
  const third = await createSecondDeps(app);
  const back = await serve({ ...third, env }, { withPanel: false });
  await expect.poll(() => listener.said.at(-1), { timeout: 20_000 }).toBe("Connected again.");
  await publishProducts(web);
  await receiver.until(seen + 3);
  expect(listener.said).toHaveLength(4);
  const ids = listener.printed.map((line) => JSON.parse(line).event_id);
  await expect.poll(() => listener.printed.length).toBe(3);
  expect(new Set(ids).size).toBe(ids.length);
  await end(listener);
  await back.close();
  await web.pool.query("delete from live_stream where id = 'lst_between'");
});

test("a revoked token ends it with a sentence", async () => {
  const own = await createToken(web, shopId, "read");
  const listener = await listening({}, { CARILLON_TOKEN: own.token });
  await revokeToken(web, own.id);
  await expect(listener.done).rejects.toThrow("The token was revoked, or the shop has uninstalled the app.");
});

test.each([
  [{}, { CARILLON_TOKEN: "" }, /^Set CARILLON_TOKEN to a token of the shop/],
  [{}, { CARILLON_TOKEN: "car_wrong" }, /^Send a token of this shop/],
  [{}, { CARILLON_LISTEN_SECRET: "short" }, /^CARILLON_LISTEN_SECRET: A secret has 24 to 128/],
  [{ forward: "localhost:3000" }, {}, /^--forward must be an http or https URL/],
  [{ forward: "http://me:secret@localhost" }, {}, /^--forward must be an http or https URL/],
  [{ topics: "order/none" }, {}, /\n {2}topics: Must be names of topics with commas between\./],
  [{ since: "soon" }, {}, /^--since is a time like/],
  [
    { url: "http://127.0.0.1:59" },
    {},
    /^Carillon does not answer at http:\/\/127\.0\.0\.1:59 \(ECONNREFUSED\)/,
  ],
  [{ url: "http://example.com" }, {}, /^--url must be https:\/\/carillon\.example\.com, or http:\/\//],
])("%j with %j is refused with a sentence", async (words, env, sentence) => {
  await expect(listening(words as Record<string, string>, env)).rejects.toThrow(sentence);
});

test("Ctrl-C ends the process cleanly, also while its server does not answer", async () => {
  receiver.answer(() => undefined);
  const env = { CARILLON_URL: url, CARILLON_TOKEN: token };
  const { child, err, out, ended } = startCarillon(["listen", "--forward", receiver.url, "--json"], env);
  await expect.poll(() => err.length).toBe(2);
  const seen = receiver.received.length;
  await publishProducts(web);
  await receiver.until(seen + 1);
  child.kill("SIGINT");
  expect(await ended).toBe(0);
  expect(out).toEqual([]);
  receiver.answer(status(200));
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
