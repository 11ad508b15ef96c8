// A merchant's server: takes any path, checks both signatures where it knows the secret, and answers as the address
// says (?fail=2, ?status=410, ?wait=1000). A request whose signature is wrong gets 401, as it should.
import { setTimeout as pause } from "node:timers/promises";
import express, { type Request, type Response } from "express";
import { type Listening, listen } from "../listen.ts";
import type { Received } from "./received.ts";
import { receivedPage } from "./received-page.ts";
import { verifyRequest } from "./verify-request.ts";

export interface Receiver extends Listening {
  /** From now on requests at this path must be signed with `secret`. */
  expect(path: string, secret: string): void;
  /** oldest first, the last 2000 */
  received(): Received[];
}

const KEPT = 2_000;

export async function startReceiver(port?: number): Promise<Receiver> {
  const secrets = new Map<string, string>();
  const attempts = new Map<string, number>();
  const received: Received[] = [];

  async function take(request: Request, response: Response): Promise<void> {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const headers = singleHeaders(request);
    const secret = secrets.get(request.path);
    const verdict = secret === undefined ? null : verifyRequest(body, headers, secret);
    const genuine = !verdict || (verdict.standard && verdict.plain);
    const answered = genuine ? wanted(request, headers, attempts) : 401;
    const text = body.toString();
    received.push({
      at: new Date().toISOString(),
      path: request.path,
      headers,
      body: text,
      resource: resourceOf(text),
      verdict,
      answered,
    });
    received.splice(0, received.length - KEPT);
    if (attempts.size > KEPT) attempts.clear();
    await pause(Math.min(Number(request.query.wait) || 0, 60_000));
    response
      .status(answered)
      .type("text")
      .send(answered === 200 ? "received\n" : `answering ${answered}\n`);
  }

  const merchant = express()
    .disable("x-powered-by")
    .get("/received.json", (_request, response) => void response.json(received))
    .get(
      "/",
      (_request, response) =>
        void response.type("html").send(receivedPage(received, [...secrets.keys()], server.url)),
    )
    .post("/secrets", express.urlencoded({ extended: false }), (request, response) => {
      const { path, secret } = request.body as Record<string, unknown>;
      if (typeof path === "string" && typeof secret === "string") secrets.set(path, secret);
      response.redirect(303, "/");
    })
    .post("*", express.raw({ type: () => true, limit: "16mb" }), (request, response, next) => {
      take(request, response).catch(next);
    });

  const server = await listen(merchant, port);
  return {
    ...server,
    expect: (path, secret) => void secrets.set(path, secret),
    received: () => [...received],
  };
}

/** `?fail=N` counts by event, so that each has its failed attempts. */
function wanted(request: Request, headers: Record<string, string>, attempts: Map<string, number>): number {
  const event = `${request.path} ${headers["webhook-id"]}`;
  const attempt = (attempts.get(event) ?? 0) + 1;
  attempts.set(event, attempt);
  if (attempt <= Number(request.query.fail ?? 0)) return 500;
  const status = Number(request.query.status);
  return status >= 200 && status <= 599 ? status : 200;
}

const singleHeaders = (request: Request): Record<string, string> =>
  Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));

function resourceOf(body: string): string | null {
  try {
    const { resource } = JSON.parse(body) as { resource?: unknown };
    return typeof resource === "string" ? resource : null;
  } catch {
    return null;
  }
}
