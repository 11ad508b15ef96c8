// In: a developer who wants to hear of a shop's events. Out: each of them as it is committed by any process, at least
// once, while the stream is open. A crash ends the stream; its row runs out, and the client goes on where it ended.
import type { ServerResponse } from "node:http";
import type { Deps } from "../../config/deps.ts";
import { findCaller } from "../../tokens/find-caller.ts";
import { bearerToken } from "../bearer-token.ts";
import { beginningOf } from "./cursor.ts";
import { createEventStream, type EndReason, type EventStream, MOST_MISSED } from "./event-stream.ts";
import { createFeed } from "./feed.ts";
import { loadEvents } from "./find-events.ts";
import { createLookBack, type LookBack } from "./look-back.ts";
import type { Live, Opening, StreamRequest } from "./opening.ts";
import { closeRow, type OpenedRow, openRow, renewRows } from "./stream-rows.ts";

export const MOST_OF_SHOP = 5;
export const MOST_OF_PROCESS = 100;

export interface LiveTimes {
  heartbeatMs: number;
  /** between two looks at tokens, rows and the connection */
  checkMs: number;
  stallMs: number;
}

const TIMES: LiveTimes = { heartbeatMs: 15_000, checkMs: 10_000, stallMs: 30_000 };

interface Entry {
  row: OpenedRow;
  request: StreamRequest;
  stream: EventStream;
  lookBack: LookBack;
  /** asked for again and again, once the stream is served */
  token?: string | undefined;
}

type Needs = Pick<Deps, "pool" | "prisma" | "clock" | "log">;

export function createLive(deps: Needs, times: LiveTimes = TIMES): Live {
  const { pool, log } = deps;
  const entries = new Map<string, Entry>();
  let opening = 0;
  let closed = false;
  let checks: NodeJS.Timeout | undefined;
  const endAll = (reason: EndReason) => {
    for (const { stream } of [...entries.values()]) stream.end(reason);
  };
  const feed = createFeed(pool, {
    hear({ shopId, eventIds }) {
      for (const { request, stream, lookBack } of [...entries.values()]) {
        if (request.shopId !== shopId) continue;
        lookBack.heard(eventIds);
        stream.hear(eventIds);
      }
    },
    deaf: () => endAll("interrupted"),
  });

  function add(row: OpenedRow, request: StreamRequest): Entry {
    const facts = { shop_id: request.shopId, stream_id: row.id };
    const stream = createEventStream({
      ...times,
      shopDomain: row.shopDomain,
      load: (ids) => loadEvents(pool, request, ids),
      ended(reason, sent) {
        entries.delete(row.id);
        closeRow(pool, row.id).catch(() => undefined); // it runs out
        log.info({ ...facts, reason, sent }, "live.ended");
        if (entries.size === 0) rest();
      },
    });
    const entry = { row, request, stream, lookBack: createLookBack(pool, request, row.now, MOST_MISSED) };
    entries.set(row.id, entry);
    checks ??= setInterval(() => void check().catch(() => undefined), times.checkMs);
    log.info(facts, "live.opened");
    return entry;
  }

  function rest(): void {
    clearInterval(checks);
    checks = undefined;
    if (opening === 0) feed.stop();
  }

  /** What cannot be asked now is asked next time; a connection that is gone ends all streams. */
  async function check(): Promise<void> {
    feed.check();
    const open = [...entries.values()];
    const renewed = await renewRows(
      pool,
      open.map(({ row }) => row.id),
    );
    for (const { row, request, stream, lookBack, token } of open) {
      if (!renewed.has(row.id)) stream.end("interrupted");
      else if (token !== undefined && !(await isAllowed(deps, request.shopId, token)))
        stream.end("unauthorized");
      else stream.hear(await lookBack.again());
    }
  }

  async function open(request: StreamRequest): Promise<Opening> {
    await feed.start();
    const row = await openRow(pool, request, MOST_OF_SHOP);
    if (!row) return { kind: "shop_full" };
    const entry = add(row, request);
    if (closed) entry.stream.end("stopping");
    return { kind: "open", serve: (response) => void serve(entry, response) };
  }

  async function serve(entry: Entry, response: ServerResponse): Promise<void> {
    const { row, request, stream, lookBack } = entry;
    const { headers } = response.req;
    entry.token = bearerToken(headers);
    const { from, cursor, reachesBack } = beginningOf(request.since, headers["last-event-id"], row.now);
    const missed = await lookBack.first(from).catch(() => {
      stream.end("interrupted");
      return [];
    });
    const topics = request.topics.length > 0 ? request.topics : ["*"];
    const complete = reachesBack && missed.length < MOST_MISSED;
    stream.serve(response, { ready: { shop_domain: row.shopDomain, topics, complete }, cursor, missed });
  }

  return {
    async open(request) {
      if (closed) return { kind: "unavailable" };
      if (entries.size + opening >= MOST_OF_PROCESS) return { kind: "process_full" };
      opening += 1;
      try {
        return await open(request);
      } catch (error) {
        log.warn({ error: (error as Error).message }, "live.unavailable");
        return { kind: "unavailable" };
      } finally {
        opening -= 1;
        if (entries.size === 0) rest();
      }
    },
    close() {
      closed = true;
      endAll("stopping");
    },
  };
}

async function isAllowed(deps: Needs, shopId: string, token: string): Promise<boolean> {
  const caller = await findCaller(deps, token);
  return caller?.shopId === shopId;
}
