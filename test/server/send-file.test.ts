import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterEach, expect, test } from "vitest";
import { sendFile } from "../../app/server/send-file.ts";

let server: Server;
afterEach(() => server.close());

/** Serves a file to whoever asks, `before` which something may happen. Resolves with the address and how sending ended. */
async function serve(
  lines: AsyncIterable<string>,
  before = (_response: express.Response) => Promise.resolve(),
) {
  const app = express();
  const ended = Promise.withResolvers<void>();
  app.get("/", async (_request, response) => {
    await before(response);
    const sending = sendFile(response, { lines, type: "text/csv", name: "a.csv" });
    sending.then(ended.resolve, (error) => {
      if (!response.headersSent) response.status(500).end();
      ended.reject(error);
    });
  });
  server = createServer(app).listen(0);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, ended: ended.promise };
}

let read = 0;
async function* endless(): AsyncGenerator<string> {
  for (read = 0; ; read += 1) yield "x".repeat(1_000);
}
async function* none(): AsyncGenerator<string> {}
// biome-ignore lint/correctness/useYield: it breaks before
async function* broken(): AsyncGenerator<string> {
  throw new Error("the database is gone");
}

test("a file whose first read fails is an error, not a hang-up", async () => {
  const { url, ended } = await serve(broken());
  const refused = expect(ended).rejects.toThrow("the database is gone");
  expect((await fetch(url)).status).toBe(500);
  await refused;
});

test("who asks for the head alone gets it, and the file is not read to its end", async () => {
  const { url, ended } = await serve(endless());
  const answer = await fetch(url, { method: "HEAD" });
  expect([answer.status, answer.headers.get("content-disposition")]).toEqual([
    200,
    'attachment; filename="a.csv"',
  ]);
  await ended;
  expect(read).toBeLessThan(3);
});

test("an empty file is a file", async () => {
  const { url } = await serve(none());
  const answer = await fetch(url);
  expect([answer.status, await answer.text()]).toEqual([200, ""]);
});

test("who is gone before the first line is no error", async () => {
  const { url, ended } = await serve(endless(), async (response) => {
    const gone = new Promise<void>((resolve) => response.once("close", resolve));
    asked.destroy();
    await gone;
  });
  const asked = request(url).on("error", () => undefined);
  asked.end();
  await ended;
});
