// The developer's commands: over the API of an app that runs, without a database or a key of its own.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createApi } from "../../app/commands/api.ts";
import { eventSend } from "../../app/commands/event.ts";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { TOPICS } from "../../app/topics/catalog.ts";
import { addEndpoint, addShop, deliverDue, processAll } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver, status, type TestReceiver } from "../helpers/test-receiver.ts";
import { type Ran, runCarillon } from "./command-process.ts";

vi.setConfig({ testTimeout: 120_000 }); // every command is a process, and the machine may be busy

let app: TestDeps;
let url: string;
let token: string;
let readToken: string;
let receiver: TestReceiver;
let endpointId: string;
let folder: string;
let stranger: Server;

beforeAll(async () => {
  app = await createTestDeps();
  const { port } = await serve(app.deps, { withPanel: false });
  url = `http://127.0.0.1:${port}`;
  const shopId = await addShop(app.deps);
  token = (await createToken(app.deps, shopId, "write")).token;
  readToken = (await createToken(app.deps, shopId, "read")).token;
  receiver = await createTestReceiver();
  endpointId = (await addEndpoint(app.deps, shopId, receiver.url)).id;
  folder = await mkdtemp(path.join(tmpdir(), "carillon-developer-"));
  stranger = createServer((_request, response) =>
    response.writeHead(302, { location: `${url}/` }).end("<html>"),
  );
  await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  stranger.close();
  await rm(folder, { recursive: true });
});

/** Nothing but the address and the token is known to it. */
const carillon = (words: string[], env: Record<string, string> = {}, input?: string): Promise<Ran> =>
  runCarillon(words, { CARILLON_URL: url, CARILLON_TOKEN: token, ...env }, input);

const json = async (...words: string[]) => JSON.parse((await carillon([...words, "--json"])).stdout);

test("an event is sent, listed, shown and sent again", async () => {
  receiver.answer(status(500, {}, "broken\u001b[31m"));
  const sent = await json("event", "send", "--topic", "loyalty/points_changed", "--resource", "account-1");
  await processAll(app.deps);
  await deliverDue(app.deps);
  const listed = await json("delivery", "list", "--event", sent.id, "--since", "1h");
  expect(listed).toMatchObject({
    deliveries: [{ event_id: sent.id, topic: "loyalty/points_changed", status: "pending" }],
    next_cursor: null,
  });
  const [{ id }] = listed.deliveries;
  expect((await carillon(["delivery", "list", "--endpoint", endpointId, "--limit", "1"])).stdout).toMatch(
    new RegExp(`^\\S+Z {2}${id} {2}pending {4}loyalty/points_changed {2}1 attempt {2}500\\n$`),
  );
  const shown = (await carillon(["delivery", "show", "--id", id])).stdout;
  expect(shown).toMatch(/attempt 1 .* failed {2}500 http_status .*: broken·\[31m\n/);
  expect(shown).toContain('"resource":"account-1"');
  receiver.answer(status(200));
  expect(await json("delivery", "resend", "--id", id)).toEqual({ id });
  await deliverDue(app.deps);
  expect(await json("delivery", "show", "--id", id)).toMatchObject({ status: "succeeded", attempts: 2 });
});

test("data comes from a file or the standard input with its numbers as they are written, and a key makes it one event", async () => {
  const file = path.join(folder, "data.json");
  await writeFile(file, '{"points_history":{"value":1.0,"balance":10000000000000000001},"own":1e2}');
  const words = ["event", "send", "--topic", "loyalty/points_changed", "--idempotency-key", "once", "--json"];
  const first = await carillon([...words, "--data", file]);
  const again = await carillon([...words, "--data", "-"], {}, await readFile(file, "utf8"));
  expect(again.stdout).toBe(first.stdout);
  await processAll(app.deps);
  const { rows } = await app.deps.pool.query("select body from event_payload where event_id = $1", [
    JSON.parse(first.stdout).id,
  ]);
  expect(rows[0]?.body).toMatch(/"value":1\.0,.*"balance":10000000000000000001.*"own":1e2/);
});

test("without data every topic's own sample is taken by the API", async () => {
  const api = createApi({ url, token });
  for (const { name } of TOPICS.filter(({ category }) => category !== "endpoint"))
    await expect(eventSend.run(api, { topic: name }), name).resolves.toMatchObject({
      json: { id: expect.any(String) },
    });
});

test.each([
  [
    ["event", "send", "--topic", "order/none"],
    {},
    /^There is no topic "order\/none": carillon topics lists them\.$/m,
  ],
  [
    ["event", "send", "--topic", "endpoint/failing"],
    {},
    /\n {2}topic: Events about endpoints are made by Carillon alone\./,
  ],
  [
    ["event", "send", "--topic", "order/paid", "--data", "none.json"],
    {},
    /^none\.json cannot be read: there is no such file\./,
  ],
  [["event", "send", "--topic", "order/paid", "--data", "-"], {}, /^The standard input is not JSON\./],
  [
    ["event", "send", "--topic", "order/paid", "--customer", "x"],
    {},
    /\n {2}customer: Must be a customer's gid/,
  ],
  [["delivery", "list", "--status", "lost"], {}, /\n {2}status: Must be one of pending, succeeded/],
  [["delivery", "list", "--limit", "0"], {}, /\n {2}limit: A page has 1 to 100 rows\./],
  [["delivery", "list", "--since", "soon"], {}, /^--since is a time like/],
  [["delivery", "show", "--id", "dlv_1"], {}, /^This shop has no delivery with that id\.$/m],
  [["delivery", "resend", "--id", "../events"], {}, /^This shop has no delivery with that id\.$/m],
  [["delivery", "list"], { CARILLON_TOKEN: "" }, /^Set CARILLON_TOKEN/],
  [["delivery", "list"], { CARILLON_TOKEN: "car_wrong" }, /^Send a token of this shop/],
  [["delivery", "list"], { CARILLON_TOKEN: "car_\u00e9" }, /^CARILLON_TOKEN is no token/],
  [
    ["delivery", "list"],
    { CARILLON_URL: "http://127.0.0.1:59" },
    /^Carillon does not answer at http:\/\/127\.0\.0\.1:59/,
  ],
  [["delivery", "list"], { CARILLON_URL: "http://example.com" }, /^CARILLON_URL must be https/],
  [["delivery", "list", "--url", "ftp://x"], {}, /^--url must be https/],
  [["delivery", "list"], { CARILLON_URL: "", PORT: "many" }, /^PORT must be a number/],
])("%j with %j is refused with a sentence and no stack trace", async (words, env, message) => {
  const { code, stdout, stderr } = await carillon(words, env as Record<string, string>);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stderr).not.toContain(token);
});

test("a token that may only read sends nothing, and says so", async () => {
  const { code, stderr } = await carillon(["event", "send", "--topic", "order/paid"], {
    CARILLON_TOKEN: readToken,
  });
  expect([code, stderr]).toEqual([1, "This token may only read. Make one with write scope.\n"]);
});

test("the token goes to no other address than the one that was named", async () => {
  const { port } = stranger.address() as AddressInfo;
  const { code, stderr } = await carillon(["delivery", "list", "--url", `http://127.0.0.1:${port}`]);
  expect(code).toBe(1);
  expect(stderr).toBe(
    `http://127.0.0.1:${port} answered 302, and not as Carillon does. Is the address right? --url or CARILLON_URL names another.\n`,
  );
});

test("without an address it is this machine's app at PORT", async () => {
  const env = { CARILLON_URL: "", PORT: new URL(url).port };
  expect((await carillon(["delivery", "list", "--limit", "1"], env)).code).toBe(0);
});
