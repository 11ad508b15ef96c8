// What is kept how long. Payloads go with their day's partition; rows go by id, oldest first, in bounded batches.
import type pg from "pg";
import type { Env } from "../config/env.ts";
import { firstIdAt, type IdPrefix } from "./ids.ts";
import { dropPartitions } from "./partitions.ts";

const DAY_MS = 86_400_000;
/** Bodies of the inbox are only needed to map again. */
const INBOX_BODY_DAYS = 7;
/** Deduplication outlives what it protects, so that a late repeat is still known. */
const EXTRA_KEY_DAYS = 30;
const BATCH = 5_000;

/** Deletes what is past its time as of `now`; returns how many rows went. */
export async function deleteExpired(pool: pg.Pool, env: Env, now: Date): Promise<number> {
  await dropPartitions(pool, {
    inbound_body: INBOX_BODY_DAYS,
    event_payload: env.PAYLOAD_RETENTION_DAYS,
    attempt: env.LOG_RETENTION_DAYS,
  });
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const log = before(env.LOG_RETENTION_DAYS);
  const keys = before(env.LOG_RETENTION_DAYS + EXTRA_KEY_DAYS);
  return (
    (await deleteRows(pool, "delivery", "dlv", log)) +
    (await deleteRows(pool, "event", "evt", log)) +
    (await deleteRows(pool, "inbound_webhook", "inb", log)) +
    (await deleteKeys(pool, "inbound_key", "shop_domain, webhook_id", keys)) +
    (await deleteKeys(pool, "event_key", "shop_id, key", keys)) +
    (await deleteKeys(pool, "api_event_key", "shop_id, key", keys)) +
    (await deleteLastPayloads(pool, before(env.PAYLOAD_RETENTION_DAYS))) +
    (await deleteLeftovers(pool, log))
  );
}

/** Counts of days past, and leases that nobody took over: their deliveries are gone or were tests. */
async function deleteLeftovers(pool: pg.Pool, before: Date): Promise<number> {
  const counts = await pool.query("delete from unchosen_count where day < $1", [before]);
  const leases = await pool.query("delete from lease where until < now() - interval '1 day'");
  return (counts.rowCount ?? 0) + (leases.rowCount ?? 0);
}

const deleteRows = (pool: pg.Pool, table: string, prefix: IdPrefix, before: Date) =>
  inBatches(
    pool,
    `delete from ${table} where id in (select id from ${table} where id < $1 order by id limit ${BATCH})`,
    [firstIdAt(prefix, before)],
  );

const deleteKeys = (pool: pg.Pool, table: string, key: string, before: Date) =>
  inBatches(
    pool,
    `delete from ${table} where (${key}) in (select ${key} from ${table} where seen_at < $1 limit ${BATCH})`,
    [before],
  );

/** A deletion then says only what was deleted. */
const deleteLastPayloads = (pool: pg.Pool, before: Date) =>
  inBatches(
    pool,
    `delete from last_payload where (shop_id, resource) in
       (select shop_id, resource from last_payload where updated_at < $1 limit ${BATCH})`,
    [before],
  );

async function inBatches(pool: pg.Pool, sql: string, values: unknown[]): Promise<number> {
  let total = 0;
  for (;;) {
    const { rowCount } = await pool.query(sql, values);
    total += rowCount ?? 0;
    if ((rowCount ?? 0) < BATCH) return total;
  }
}
