// The merchant's side, a process of its own: notes which webhook each request came from and when it arrived, checks
// every fiftieth signature, and answers 200 at once, or as it was told for an endpoint.
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { serveAsks, sharedNow, tell } from "./child.ts";
import { ENDPOINT_SECRET, numberOf } from "./webhook.ts";

const CHECK_EVERY = 50;
const TELL_MS = 5;

/** What has arrived since the last look: of each request its webhook's number and its time, in shared milliseconds. */
export interface Arrivals {
  numbers: Float64Array;
  times: Float64Array;
}

let numbers: number[] = [];
let times: number[] = [];
let count = 0;
/** by path, in milliseconds; others answer at once */
let delays = new Map<string, number>();
let noting = true;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    note(request, Buffer.concat(chunks));
    const delay = delays.get(request.url ?? "");
    if (delay === undefined) response.end("ok");
    else setTimeout(() => response.end("ok"), delay);
  });
});

function note(request: IncomingMessage, body: Buffer): void {
  const time = sharedNow();
  count += 1;
  if (count % CHECK_EVERY === 0) check(request, body);
  if (!noting) return;
  numbers.push(numberOf(body.toString("latin1", 0, 600)));
  times.push(time);
}

function check(request: IncomingMessage, body: Buffer): void {
  const given = Buffer.from(String(request.headers.signature), "hex");
  const expected = createHmac("sha256", ENDPOINT_SECRET).update(body).digest();
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new Error(`a request to ${request.url} has a wrong signature`);
}

serveAsks({
  listen: () =>
    new Promise((resolve) => {
      server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
    }),
  count: () => count,
  /** What has arrived since the last call. */
  take: (): Arrivals => {
    const taken = { numbers: Float64Array.from(numbers), times: Float64Array.from(times) };
    [numbers, times] = [[], []];
    return taken;
  },
  /** Whether single requests are noted, or only counted. */
  note: (wanted: boolean) => {
    noting = wanted;
  },
  delay: (byPath: Record<string, number>) => {
    delays = new Map(Object.entries(byPath));
  },
});

// The sender's window moves with it.
let told = 0;
setInterval(() => {
  if (count !== told) tell(count);
  told = count;
}, TELL_MS);
