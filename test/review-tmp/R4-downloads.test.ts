import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { sendFile } from "../../app/server/send-file.ts";
import express from "express";

test("who is gone before the first line is no error", async () => {
  const app = express();
  let result: unknown = "pending";
  let read = 0;
  let ended = false;
  const done = Promise.withResolvers<void>();
  async function* lines() { try { for (;;) { read += 1; yield "x".repeat(1000); } } finally { ended = true; } }
  app.get("/", async (_req, res) => {
    await new Promise<void>((resolve) => res.once("close", () => resolve()));
    result = await sendFile(res, { lines: lines(), type: "text/plain", name: "a" }).then(() => "ok", (e) => e);
    done.resolve();
  });
  const server = createServer(app).listen(0);
  const { port } = server.address() as AddressInfo;
  const r = request({ port, path: "/" });
  r.on("error", () => undefined);
  r.end();
  setTimeout(() => r.destroy(), 100);
  await done.promise;
  server.close();
  console.log("gone first:", result, read, ended);
  expect(result).toBe("ok");
});

test("what breaks before the first line is answered with a status, not a hang up", async () => {
  const app = express();
  async function* lines(): AsyncGenerator<string> { throw new Error("db down"); }
  app.get("/", (_req, res, next) => { sendFile(res, { lines: lines(), type: "text/csv", name: "a.csv" }).catch(next); });
  app.use((_e: unknown, _q: unknown, res: express.Response, _n: unknown) => { if (!res.headersSent) res.status(500).send("no"); });
  const server = createServer(app).listen(0);
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/`).then((r) => r.status, (e) => String(e.cause?.code ?? e));
  server.close();
  console.log("broken first:", answer);
  expect(answer).toBe(500);
});

test("HEAD reads nothing", async () => {
  const app = express();
  let read = 0;
  async function* lines() { for (let n = 0; n < 1000; n += 1) { read += 1; yield "x".repeat(100_000); } }
  app.get("/", (_req, res, next) => { sendFile(res, { lines: lines(), type: "text/csv", name: "a.csv" }).catch(next); });
  const server = createServer(app).listen(0);
  const { port } = server.address() as AddressInfo;
  await fetch(`http://127.0.0.1:${port}/`, { method: "HEAD" });
  server.close();
  console.log("HEAD read", read);
  expect(read).toBeLessThan(1000);
});
