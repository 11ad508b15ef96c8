// One live stream, as server-sent events. What waits for a slow reader is ids: a body is loaded when there is room.
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { LiveEvent } from "./find-events.ts";

/** Why a stream ends from here. */
export type EndReason = keyof typeof ENDS;

const ENDS = {
  unauthorized: "The token was revoked, or the shop has uninstalled the app.",
  too_slow: "The events were not read fast enough. Connect again to go on where the stream ended.",
  interrupted: "The database was away. Connect again to go on where the stream ended.",
  stopping: "This process of the app stops. Connect again to go on where the stream ended.",
};

/** Found when a stream goes on; of more the oldest are left out. */
export const MOST_MISSED = 2_500;
/** Ids that may wait: a reader that is further behind than this has to come back. */
const MOST_WAITING = 5_000;
const AT_A_TIME = 50;
/** What a reader has to take for a stall to be over: of a large body it takes piece after piece. */
const PIECE_BYTES = 16 * 1024;
/** A browser or a library that keeps to the standard waits so long before it connects again. */
const RETRY_MS = 1_000;
/** For the last words to a reader that does not read. */
const LINGER_MS = 2_000;

export interface EventStream {
  /** That these events are there. */
  hear(ids: string[]): void;
  /** Sends `ready`, what was missed, what waits, and from then on whatever comes. */
  serve(response: ServerResponse, start: Start): void;
  end(reason: EndReason): void;
}

interface Start {
  ready: object;
  /** what a client that saw nothing else goes on from */
  cursor: number;
  /** ids, oldest first. What is told meanwhile comes after them: the cursor passes nothing that was not sent. */
  missed: string[];
}

interface Needs {
  shopDomain: string;
  load(ids: string[]): Promise<{ events: LiveEvent[]; done: number }>;
  /** once, however it came to an end; `sent`: how many events */
  ended(reason: EndReason | "left", sent: number): void;
  heartbeatMs: number;
  /** a reader that takes nothing for so long is too slow */
  stallMs: number;
}

export function createEventStream(needs: Needs): EventStream {
  const { shopDomain, load, heartbeatMs, stallMs } = needs;
  let waiting = new Set<string>();
  const over = new AbortController();
  let wakeUp = () => {};
  /** of the message that is being written */
  let rest = Buffer.alloc(0);
  let out: ServerResponse | undefined;
  let sent = 0;
  let endedBy: EndReason | undefined;

  function finish(reason: EndReason | "left"): void {
    if (over.signal.aborted) return;
    over.abort();
    wakeUp();
    needs.ended(reason, sent);
    if (reason === "left") return;
    endedBy = reason;
    if (out && rest.length > 0) out.write(rest); // the last words are a message of their own
    if (out) sayEnd(out, reason);
  }

  async function write(response: ServerResponse, text: string): Promise<void> {
    rest = Buffer.from(text);
    while (rest.length > 0) {
      const piece = rest.subarray(0, PIECE_BYTES);
      rest = rest.subarray(PIECE_BYTES);
      if (response.write(piece)) continue;
      const signal = AbortSignal.any([over.signal, AbortSignal.timeout(stallMs)]);
      await once(response, "drain", { signal }).catch(() => finish("too_slow"));
      if (over.signal.aborted) return;
    }
  }

  async function send(response: ServerResponse, { ready, cursor }: Start): Promise<void> {
    let latest = cursor;
    await write(response, `retry: ${RETRY_MS}\n${frame("ready", ready, latest)}`);
    while (!over.signal.aborted) {
      if (waiting.size === 0) {
        await new Promise<void>((resolve) => {
          wakeUp = resolve;
        });
        continue;
      }
      const ids = firstOf(waiting, AT_A_TIME);
      const { events, done } = await load(ids);
      for (const id of ids.slice(0, done)) waiting.delete(id);
      for (const event of events) {
        if (over.signal.aborted) return;
        sent += 1;
        latest = Math.max(latest, event.createdAt.getTime());
        await write(response, frame("event", toJson(event, shopDomain), latest));
      }
    }
  }

  function leave(response: ServerResponse): void {
    response.end();
    finish("left");
  }

  return {
    hear(ids) {
      for (const id of ids) waiting.add(id);
      if (waiting.size > MOST_WAITING) finish("too_slow");
      else wakeUp();
    },
    serve(response, start) {
      out = response;
      waiting = new Set([...start.missed, ...waiting]);
      response.writeHead(200, HEADERS);
      response.flushHeaders();
      if (endedBy) return sayEnd(response, endedBy);
      if (response.req.method === "HEAD") return leave(response);
      // A reader that does not read gets no heartbeats either: nothing piles up.
      const heartbeat = setInterval(() => {
        if (!over.signal.aborted && !response.writableNeedDrain) response.write(":\n\n");
      }, heartbeatMs);
      response.on("error", () => undefined); // "close" follows
      response.once("close", () => {
        clearInterval(heartbeat);
        finish("left");
      });
      if (response.destroyed) finish("left");
      send(response, start).catch(() => finish("interrupted"));
    },
    end: finish,
  };
}

/** No proxy keeps back, rewrites or compresses what has to arrive at once; none gets the connection for others. */
const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
  connection: "close",
};

function firstOf(ids: Set<string>, most: number): string[] {
  const first: string[] = [];
  for (const id of ids) {
    if (first.push(id) === most) break;
  }
  return first;
}

function sayEnd(response: ServerResponse, reason: EndReason): void {
  response.end(`retry: ${RETRY_MS}\n${frame("end", { reason, detail: ENDS[reason] })}`);
  setTimeout(() => response.destroy(), LINGER_MS).unref();
}

const frame = (name: string, data: object, id?: number): string =>
  `${id === undefined ? "" : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

const toJson = ({ id, topic, triggeredAt, createdAt, body }: LiveEvent, shopDomain: string) => ({
  id,
  topic,
  shop_domain: shopDomain,
  triggered_at: triggeredAt,
  created_at: createdAt,
  body,
});
