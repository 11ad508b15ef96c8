// The daily children of the partitioned tables. They are made ahead of time, so that a stopped job is noticed long
// before an insert finds no partition. Neither making nor dropping one makes a reader or a writer wait: the statements
// that PostgreSQL has for it in one go (`partition of`, `drop table`) would lock the whole table.
import type pg from "pg";

const TABLES = ["inbound_body", "event_payload", "attempt"] as const;
const DAYS_AHEAD = 7;

export type KeptDays = Record<(typeof TABLES)[number], number>;

/** Makes what is missing from yesterday (clocks differ) to a week ahead. Several processes may do it at once. */
export async function createPartitions(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ missing: boolean }>(
    `select count(*) < ${TABLES.length * (DAYS_AHEAD + 2)} as missing
     from unnest($1::text[]) as parent
     cross join generate_series((now() at time zone 'utc')::date - 1,
                                (now() at time zone 'utc')::date + ${DAYS_AHEAD}, '1 day') as day
     join pg_class c on c.relname = parent || '_' || to_char(day, 'YYYYMMDD') and c.relispartition
     join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'partitions'`,
    [TABLES],
  );
  if (rows[0]?.missing) await pool.query(CREATE_MISSING);
}

/** Fewer mean that nobody has made any for two days and more. */
export const FEW_DAYS = 6;
/** With fewer somebody has to see to it now: without a day's partitions nothing of that day can be stored. */
export const LAST_DAYS = 3;

/** For how many days from today on every table has its partition: 8 when all is well. */
export async function countDaysAhead(db: Pick<pg.Pool, "query">): Promise<number> {
  const { rows } = await db.query<{ offset: number }>(
    `select (day::date - (now() at time zone 'utc')::date)::int as offset
     from generate_series((now() at time zone 'utc')::date,
                          (now() at time zone 'utc')::date + ${DAYS_AHEAD}, '1 day') as day
     where exists (
       select from unnest($1::text[]) as parent
       where to_regclass('partitions.' || parent || '_' || to_char(day, 'YYYYMMDD')) is null
     ) order by 1 limit 1`,
    [TABLES],
  );
  return rows[0]?.offset ?? DAYS_AHEAD + 1;
}

/** Attaching takes a lock that inserts and selects do not mind. */
const CREATE_MISSING = `
  do $$
  declare
    parent text;
    child text;
    day date;
  begin
    perform pg_advisory_xact_lock(hashtext('carillon partitions'));
    foreach parent in array array['${TABLES.join("', '")}'] loop
      for day in select generate_series((now() at time zone 'utc')::date - 1,
                                        (now() at time zone 'utc')::date + ${DAYS_AHEAD}, '1 day') loop
        child := parent || '_' || to_char(day, 'YYYYMMDD');
        if to_regclass('partitions.' || child) is null then
          execute format('create table partitions.%I (like %I including all)', child, parent);
          execute format('alter table %I attach partition partitions.%I for values from (%L) to (%L)',
            parent, child, day, day + 1);
        end if;
      end loop;
    end loop;
  end $$`;

/** How many days went, and how many wait for the next call because somebody is still reading them. */
export interface DroppedPartitions {
  dropped: number;
  waiting: number;
}

/** Drops days that are older than their table is kept. What a call cannot finish the next one does. */
export async function dropPartitions(pool: pg.Pool, keepDays: KeptDays): Promise<DroppedPartitions> {
  const total = { dropped: 0, waiting: 0 };
  for (const table of TABLES) {
    const expired = await findExpired(pool, table, keepDays[table]);
    if (expired.length === 0) continue;
    const dropped = await dropAll(pool, table, keepDays[table]);
    total.dropped += dropped;
    total.waiting += expired.length - dropped;
  }
  return total;
}

interface Expired {
  name: string;
  /** detaching: begun and not finished; detached: only the drop is left */
  state: "attached" | "detaching" | "detached";
}

/** The one that is detaching comes first: until it is done, no other can be detached. */
async function findExpired(db: Pick<pg.Pool, "query">, table: string, days: number): Promise<Expired[]> {
  // Compared as text: PostgreSQL is free to look at the names of other tables first, and those are no dates.
  const { rows } = await db.query<Expired>(
    `select c.relname as name, case when i.inhparent is null then 'detached'
       when i.inhdetachpending then 'detaching' else 'attached' end as state
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     left join pg_inherits i on i.inhrelid = c.oid
     where n.nspname = 'partitions' and c.relkind = 'r' and c.relname ~ ('^' || $1 || '_[0-9]{8}$')
       and right(c.relname, 8) < to_char((now() at time zone 'utc')::date - $2::int, 'YYYYMMDD')
     order by coalesce(i.inhdetachpending, false) desc, c.relname`,
    [table, days],
  );
  return rows;
}

/** Whoever holds a lock for longer than this is waited for in the next call. */
const PATIENCE = "set lock_timeout = '1s'; set statement_timeout = '15s'";
const GAVE_UP = new Set(["55P03", "57014"]);

/** Returns how many went. Only one process at a time drops. */
async function dropAll(pool: pg.Pool, table: string, days: number): Promise<number> {
  const client = await pool.connect();
  let dropped = 0;
  try {
    await client.query(PATIENCE);
    const { rows } = await client.query<{ alone: boolean }>(
      "select pg_try_advisory_lock(hashtext('carillon partitions dropped')) as alone",
    );
    const expired = rows[0]?.alone ? await findExpired(client, table, days) : [];
    for (const { name, state } of expired) {
      if (state !== "detached") {
        const how = state === "detaching" ? "finalize" : "concurrently";
        await client.query(`alter table "${table}" detach partition partitions."${name}" ${how}`);
      }
      await client.query(`drop table partitions."${name}"`);
      dropped += 1;
    }
  } catch (error) {
    if (!GAVE_UP.has((error as pg.DatabaseError).code ?? "")) throw error;
  } finally {
    client.release(true); // with its settings and its lock
  }
  return dropped;
}
