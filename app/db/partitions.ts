// The daily children of the partitioned tables. They are made ahead of time, so that a stopped job is noticed long
// before an insert finds no partition.
import type pg from "pg";

const TABLES = ["inbound_body", "event_payload", "attempt"] as const;
const DAYS_AHEAD = 7;

/** Makes what is missing from yesterday (clocks differ) to a week ahead. Several processes may do it at once. */
export async function createPartitions(pool: pg.Pool): Promise<void> {
  await pool.query(`
    do $$
    declare
      parent text;
      day date;
    begin
      perform pg_advisory_xact_lock(hashtext('carillon partitions'));
      foreach parent in array array['${TABLES.join("', '")}'] loop
        for day in select generate_series((now() at time zone 'utc')::date - 1,
                                          (now() at time zone 'utc')::date + ${DAYS_AHEAD}, '1 day') loop
          execute format('create table if not exists partitions.%I partition of %I for values from (%L) to (%L)',
            parent || '_' || to_char(day, 'YYYYMMDD'), parent, day, day + 1);
        end loop;
      end loop;
    end $$`);
}

/** Drops days that are older than their table is kept: days by table. */
export async function dropPartitions(
  pool: pg.Pool,
  keepDays: Record<(typeof TABLES)[number], number>,
): Promise<void> {
  for (const table of TABLES) {
    // Compared as text: PostgreSQL is free to look at the names of other tables first, and those are no dates.
    const { rows } = await pool.query<{ name: string }>(
      `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent = $1::regclass
         and right(c.relname, 8) < to_char((now() at time zone 'utc')::date - $2::int, 'YYYYMMDD')`,
      [table, keepDays[table]],
    );
    for (const { name } of rows) await pool.query(`drop table partitions."${name}"`);
  }
}
