// What is kept how long. Bodies and attempts go with their day's partition, everything else in small batches. What is
// still to be sent or mapped stays with all that it needs, however old it is. A crash leaves the rest for the next call.
import type pg from "pg";
import type { Env } from "../config/env.ts";
import { EXTRA_KEY_DAYS, INBOX_BODY_DAYS } from "../config/kept-days.ts";
import { firstIdAt } from "./ids.ts";
import { type DroppedPartitions, dropPartitions } from "./partitions.ts";
import { deleteByPages } from "./retention/delete-by-pages.ts";
import { deleteOldest } from "./retention/delete-oldest.ts";
import { logTables } from "./retention/log-tables.ts";
import { moveLiveBodies } from "./retention/move-live-bodies.ts";

const DAY_MS = 86_400_000;

/** Rows that went, by table. */
type DeletedRows = Record<string, number>;

export interface Expired {
  rows: DeletedRows;
  partitions: DroppedPartitions;
  /** bodies that were past their time and are still needed */
  moved: number;
}

type KeptDays = Pick<Env, "PAYLOAD_RETENTION_DAYS" | "LOG_RETENTION_DAYS">;

/** Deletes payloads and log as of `now`, until `signal` fires. Cheap when there is nothing to delete. */
export async function deleteExpired(
  pool: pg.Pool,
  env: KeptDays,
  now: Date,
  signal?: AbortSignal,
): Promise<Expired> {
  const keptDays = {
    inbound_body: INBOX_BODY_DAYS,
    event_payload: env.PAYLOAD_RETENTION_DAYS,
    attempt: env.LOG_RETENTION_DAYS,
  };
  const moved = await moveLiveBodies(pool, keptDays, signal);
  if (signal?.aborted) return { rows: {}, partitions: { dropped: 0, waiting: 0 }, moved };
  const partitions = await dropPartitions(pool, keptDays);
  const rows: DeletedRows = {};
  const log = daysBefore(now, env.LOG_RETENTION_DAYS);
  for (const { table, prefix, only } of logTables(log))
    rows[table] = await deleteOldest(
      pool,
      { table, by: "id", from: "", before: firstIdAt(prefix, log), only },
      signal,
    );
  // A deletion then says only what was deleted.
  const payloads = {
    by: "updated_at",
    from: "-infinity",
    before: daysBefore(now, env.PAYLOAD_RETENTION_DAYS),
  };
  rows.last_payload = await deleteOldest(pool, { table: "last_payload", ...payloads }, signal);
  // Leases that nobody took over: their deliveries are gone or were tests.
  rows.lease = await deleteByPages(pool, "lease", "until < $1", new Date(Date.now() - DAY_MS), signal);
  return { rows, partitions, moved };
}

/**
 * Deletes what deduplicates, and the counts of days past, as of `now`, until `signal` fires. Reads these tables from
 * end to end: for once a day.
 */
export async function deleteExpiredKeys(
  pool: pg.Pool,
  env: KeptDays,
  now: Date,
  signal?: AbortSignal,
): Promise<DeletedRows> {
  const keys = daysBefore(now, env.LOG_RETENTION_DAYS + EXTRA_KEY_DAYS);
  const rows: DeletedRows = {};
  for (const table of ["inbound_key", "event_key", "api_event_key"])
    rows[table] = await deleteByPages(pool, table, "seen_at < $1", keys, signal);
  const log = daysBefore(now, env.LOG_RETENTION_DAYS);
  rows.unchosen_count = await deleteByPages(pool, "unchosen_count", "day < $1", log, signal);
  return rows;
}

const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * DAY_MS);
