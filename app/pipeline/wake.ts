// Wakes the loops of all processes when there is work, through PostgreSQL's NOTIFY. Losing a wake-up costs a poll's
// time, never work.
import pg from "pg";
import type { Log } from "../config/log.ts";

/** What there is to do. */
const WORK = ["inbound", "inquiries", "states", "deliveries", "notices", "recoveries"] as const;
export type Work = (typeof WORK)[number];

export interface Wake {
  /** How often `work` has come up so far: to be asked before looking for it. */
  count(work: Work): number;
  /** Resolves when the count has passed `seen`, after `timeoutMs`, or when `signal` fires. */
  next(work: Work, seen: number, timeoutMs: number, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

const CHANNEL = "carillon";
const RECONNECT_MS = 1_000;

/** The statement that wakes every process when its transaction commits. */
export const notifySql = (work: Work): string => `select pg_notify('${CHANNEL}', '${work}')`;

export function createWake(databaseUrl: string, log: Log): Wake {
  const waiting = Object.fromEntries(WORK.map((work) => [work, new Set<() => void>()])) as Record<
    Work,
    Set<() => void>
  >;
  const counts = Object.fromEntries(WORK.map((work) => [work, 0])) as Record<Work, number>;
  let client: pg.Client | undefined;
  let closed = false;

  const wakeUpAll = (work: Work) => {
    counts[work] += 1;
    for (const wakeUp of waiting[work]) wakeUp();
  };
  const listen = async () => {
    if (closed) return;
    client = new pg.Client({ connectionString: databaseUrl, application_name: "carillon wake" });
    client.on("notification", ({ payload }) => {
      const work = WORK.find((known) => known === payload);
      if (work) wakeUpAll(work);
    });
    client.on("error", () => undefined); // "end" follows, and with it the next try
    client.once("end", () => {
      if (!closed) setTimeout(listen, RECONNECT_MS);
    });
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch (error) {
      log.warn({ error: (error as Error).message }, "wake.unavailable");
      await client.end().catch(() => undefined);
    }
  };
  void listen();

  return {
    count: (work) => counts[work],
    next: (work, seen, timeoutMs, signal) =>
      new Promise((resolve) => {
        const wakeUp = () => {
          clearTimeout(timer);
          waiting[work].delete(wakeUp);
          signal.removeEventListener("abort", wakeUp);
          resolve();
        };
        const timer = setTimeout(wakeUp, timeoutMs);
        waiting[work].add(wakeUp);
        signal.addEventListener("abort", wakeUp, { once: true });
        if (signal.aborted || counts[work] !== seen) wakeUp();
      }),
    async close() {
      closed = true;
      await client?.end().catch(() => undefined);
    },
  };
}
