// The shop's events, over as many connections as it takes. The first one has to succeed; from then on the app may go
// away and come back.
import { setTimeout as pause } from "node:timers/promises";
import type { ApiAddress } from "../api.ts";
import { CommandError, type Terminal } from "../command.ts";
import { readStream, StreamRefused } from "./read-stream.ts";

/** As app/api/live says it. */
export interface LiveEvent {
  id: string;
  topic: string;
  shop_domain: string;
  triggered_at: string;
  created_at: string;
  /** exactly as receivers get it */
  body: string;
}

export interface Ready {
  shop_domain: string;
  topics: string[];
  /** false when the app does not look back as far as it should, or there were too many */
  complete: boolean;
}

/** A stream goes on with some that it has sent already. */
const REMEMBERED = 10_000;
const LONGEST_PAUSE_MS = 30_000;

interface Following {
  query: URLSearchParams;
  terminal: Pick<Terminal, "say" | "signal">;
  /** when the first connection stands */
  ready(facts: Ready): void;
  /** before the first try to connect again; each further one takes twice as long */
  firstPauseMs?: number;
  /** for the app to answer */
  patienceMs?: number;
}

/** Each event once. Returns at Ctrl-C; throws CommandError when there is no way to go on. */
export async function* followStream(address: ApiAddress, following: Following): AsyncGenerator<LiveEvent> {
  const { query, terminal, ready, firstPauseMs = 1_000, patienceMs } = following;
  const { say, signal } = terminal;
  const isNew = remember(REMEMBERED);
  let lastId: string | undefined;
  let beganAt: number | undefined;
  let isBack = false;
  let failures = 0;
  while (!signal.aborted) {
    let why = "it ended";
    try {
      for await (const message of readStream(address, { query, lastId, signal, patienceMs })) {
        if (signal.aborted) return;
        lastId = message.id ?? lastId;
        const data = JSON.parse(message.data) as never;
        if (message.event === "event") {
          const event = data as LiveEvent;
          // What goes on begins a little earlier, which may be before the beginning.
          const isBefore = isBack && !query.has("since") && Date.parse(event.created_at) < Number(beganAt);
          if (isNew(event.id) && !isBefore) yield event;
        } else if (message.event === "end") why = endOf(data);
        else if (message.event === "ready") {
          if (beganAt === undefined) ready(data);
          else say("Connected again.");
          if (!(data as Ready).complete)
            say("Some events may be left out: it was too far back, or they were too many.");
          beganAt ??= Number(message.id);
          failures = 0;
        }
      }
    } catch (error) {
      if (signal.aborted) return;
      const isFinal = error instanceof StreamRefused ? error.isFinal : error instanceof StreamEnded;
      if (beganAt === undefined || isFinal) throw error;
      why = wordsOf(error as Error);
    }
    if (signal.aborted) return;
    isBack = true;
    if (failures === 0) say(`The stream from ${address.url} is lost: ${why} Trying to connect again.`);
    const most = Math.min(firstPauseMs * 2 ** failures, LONGEST_PAUSE_MS);
    failures += 1;
    await pause(most * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
  }
}

/** For good. */
class StreamEnded extends CommandError {}

function endOf({ reason, detail }: { reason: string; detail: string }): string {
  if (reason === "unauthorized") throw new StreamEnded(detail);
  return detail;
}

function wordsOf(error: Error): string {
  if (error instanceof CommandError) return error.message;
  const { code } = (error.cause ?? error) as NodeJS.ErrnoException;
  return `the connection broke${code ? ` (${code})` : ""}.`;
}

/** Whether a word comes for the first time, as far as the last `most` tell. */
function remember(most: number): (word: string) => boolean {
  const known = new Set<string>();
  return (word) => {
    if (known.has(word)) return false;
    known.add(word);
    const [oldest] = known;
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return true;
  };
}
