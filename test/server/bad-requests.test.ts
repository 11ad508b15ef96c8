// Requests that no browser sends, byte by byte: each is answered, and none ends the process.
import { createServer } from "node:http";
import net from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { createApp } from "../../app/server/express-app.ts";
import { handle } from "../../app/server/handle.ts";
import { type Serving, serve } from "../../app/server/serve.ts";
import { keptLog } from "../helpers/kept-log.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

let app: TestDeps;
let serving: Serving;
const { log, lines } = keptLog();

beforeAll(async () => {
  app = await createTestDeps({}, { log });
  serving = await serve(app.deps, { withPanel: false });
});
afterAll(() => serving.close());

/** The whole answer to a request line that is sent as it is. */
async function ask(port: number, method: string, target: string): Promise<string> {
  const socket = net.connect(port, "127.0.0.1");
  socket.write(`${method} ${target} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
  return text(socket);
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

const PATHS = [
  "/webhooks",
  "/flow/lifecycle",
  "/flow/actions/send-webhook-event",
  "/proxy/forms/contact",
  "/api/v1/topics",
  "/healthz",
  "/readyz",
  "/metrics",
  "/",
];

test.each(PATHS)(
  "%s asked for as a whole address is refused, whatever host and port that names",
  async (path) => {
    for (const before of ["http://a:99999", "http://[", "http://a%zz", "http://a", "HTTP://", "x"])
      for (const method of ["GET", "POST"]) {
        const answer = await ask(serving.port, method, `${before}${path}?id_token=SECRET`);
        expect([before, statusOf(answer)]).toEqual([before, 400]);
        // What Node itself cannot parse it answers itself.
        if (before === "http://a") expect(answer).toMatch(/strict-transport-security: max-age=31536000\r\n/i);
        expect(answer).not.toContain("SECRET");
      }
  },
);

test.each(PATHS)(
  "%s with an address that cannot be read is answered, and no more than that",
  async (path) => {
    const targets = [
      "/%E0%A4%A",
      "/%00",
      "?%",
      "?a=%zz&b=%00",
      "?%E0%A4%A=1",
      "?__proto__[x]=1",
      "?a[b][c]=1",
    ];
    for (const target of targets)
      for (const method of ["GET", "POST", "OPTIONS", "TRACE"])
        expect([target, statusOf(await ask(serving.port, method, path + target))]).toEqual([
          target,
          expect.toSatisfy((status) => status === 200 || (status >= 400 && status < 500)),
        ]);
    for (const target of [`//a:99999${path}`, `/\\a:99999${path}`, "*"])
      expect([target, statusOf(await ask(serving.port, "POST", target))]).toEqual([
        target,
        expect.toSatisfy((status) => status >= 400 && status < 500),
      ]);
  },
);

test("a form whose handle cannot be decoded is refused, not broken", async () => {
  const answer = await ask(serving.port, "POST", "/proxy/forms/%E0%A4%A");
  expect([statusOf(answer), answer.split("\r\n\r\n")[1]]).toEqual([400, "The request cannot be read.\n"]);
});

test("what nobody answers is a line of text that nobody may frame", async () => {
  const answer = await ask(serving.port, "GET", "/<script>nowhere");
  expect(statusOf(answer)).toBe(404);
  expect(answer).toMatch(/content-security-policy: default-src 'none'; frame-ancestors 'none'\r\n/i);
  expect(answer).toMatch(/content-type: text\/plain; charset=utf-8\r\n/i);
  expect(answer).not.toContain("script");
});

/** A server whose every path is `work`. */
async function failing(work: Parameters<typeof handle>[0]): Promise<Serving> {
  const listener = await createApp(app.deps, (express) => {
    express.use(handle(work), (_request, response) => void response.send("went on"));
  });
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = async () => void server.close();
  onTestFinished(close);
  return { port: (server.address() as net.AddressInfo).port, close };
}

test.each([
  ["an error", new TypeError("broken: a detail")],
  ["nothing", undefined],
  ["false", false],
  ["a word that means something to Express", "route"],
])(
  "a handler that rejects with %s is answered 500: nothing goes on, and nothing is told of it",
  async (_what, thrown) => {
    const { port } = await failing(() => Promise.reject(thrown));
    lines.length = 0;
    const answer = await ask(port, "GET", "/app?id_token=SECRET");
    expect([statusOf(answer), answer.split("\r\n\r\n")[1]]).toEqual([
      500,
      "Something broke on our side. Try again later.\n",
    ]);
    expect(answer).toMatch(/frame-ancestors 'none'\r\n/);
    expect(answer).toMatch(/strict-transport-security: max-age=31536000\r\n/i);
    expect(lines.join("")).toContain("http.failed");
    expect(lines.join("")).not.toContain("SECRET");
  },
);

test("a handler that breaks in the middle of its answer ends the connection", async () => {
  const { port } = await failing(async (_request, response) => {
    response.write("half");
    throw new Error("broken");
  });
  await expect(ask(port, "GET", "/")).resolves.not.toContain("\r\n0\r\n\r\n");
});
