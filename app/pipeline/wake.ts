// Wakes the loops of all processes when there is work, through PostgreSQL's NOTIFY. Losing a wake-up costs a poll's
// time, never work; while nobody listens, because the database is away, polls are short.
import pg from "pg";
import type { Log } from "../config/log.ts";

/** What there is to do. */
const WORK = ["inbound", "inquiries", "states", "deliveries", "notices", "recoveries", "duties"] as const;
export type Work = (typeof WORK)[number];

export interface Wake {
  /** How often `work` has come up so far: to be asked before looking for it. */
  count(work: Work): number;
  /** Resolves when the count has passed `seen`, after `timeoutMs` at the latest, or when `signal` fires. */
  next(work: Work, seen: number, timeoutMs: number, signal: AbortSignal): Promise<void>;
  /** Wakes the loops of this process. */
  raise(work: Work): void;
  close(): Promise<void>;
}

const CHANNEL = "carillon";
const RECONNECT_MS = 1_000;
const DEAF_POLL_MS = 1_000;

/** The statement that wakes every process when its transaction commits. */
export const notifySql = (work: Work): string => `select pg_notify('${CHANNEL}', '${work}')`;

export function createWake(databaseUrl: string, log: Log): Wake {
  const counts = Object.fromEntries(WORK.map((work) => [work, 0])) as Record<Work, number>;
  const waiting = new Map(WORK.map((work) => [work, new Set<() => void>()]));
  const raise = (work: Work) => {
    counts[work] += 1;
    for (const wakeUp of waiting.get(work) ?? []) wakeUp();
  };
  const ear = listen(databaseUrl, log, raise);

  return {
    count: (work) => counts[work],
    next: (work, seen, timeoutMs, signal) =>
      new Promise((resolve) => {
        const wakeUp = () => {
          clearTimeout(timer);
          waiting.get(work)?.delete(wakeUp);
          signal.removeEventListener("abort", wakeUp);
          resolve();
        };
        const timer = setTimeout(wakeUp, ear.listens() ? timeoutMs : Math.min(timeoutMs, DEAF_POLL_MS));
        waiting.get(work)?.add(wakeUp);
        signal.addEventListener("abort", wakeUp, { once: true });
        if (signal.aborted || counts[work] !== seen) wakeUp();
      }),
    raise,
    close: ear.close,
  };
}

/** Keeps a connection that hears what other processes say. Whoever has been deaf looks at everything. */
function listen(databaseUrl: string, log: Log, raise: (work: Work) => void) {
  let client: pg.Client | undefined;
  let listens = false;
  let closed = false;

  async function connect(): Promise<void> {
    if (closed) return;
    client = new pg.Client({
      connectionString: databaseUrl,
      application_name: "carillon wake",
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    client.on("notification", ({ payload }) => {
      const work = WORK.find((known) => known === payload);
      if (work) raise(work);
    });
    client.on("error", () => undefined); // "end" follows, and with it the next try
    client.once("end", () => {
      listens = false;
      for (const work of WORK) raise(work); // long waits end: polls are short now
      if (!closed) setTimeout(connect, RECONNECT_MS);
    });
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      listens = true;
      for (const work of WORK) raise(work);
    } catch (error) {
      log.warn({ error: (error as Error).message }, "wake.unavailable");
      await client.end().catch(() => undefined);
    }
  }
  void connect();

  return {
    listens: () => listens,
    async close() {
      closed = true;
      await client?.end().catch(() => undefined);
    },
  };
}
