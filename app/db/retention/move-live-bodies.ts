// A day's bodies go all at once. Those that are still needed move to today's partition before.
import type pg from "pg";
import type { KeptDays } from "../partitions.ts";

const BATCH = 100;
/** Ids in memory at a time. */
const MOST = 50_000;

interface Bodies {
  table: "event_payload" | "inbound_body";
  /** ids of rows whose day is before $1 and whose body is still needed */
  find: string;
  /** moves the bodies of the ids in $1, as far as that is still so */
  move: string;
}

const TODAY = "(now() at time zone 'utc')::date";

/** The bodies of what has deliveries to come. */
const EVENTS: Bodies = {
  table: "event_payload",
  find: `select e.id from (select distinct event_id from delivery where due_at is not null) d
    join event e on e.id = d.event_id where e.day < $1 limit ${MOST}`,
  move: `
    with live as (select id, day from event where id = any($1) for update),
    taken as (
      delete from event_payload p using live where p.event_id = live.id and p.day = live.day returning p.event_id, p.body
    ), kept as (insert into event_payload (event_id, day, body) select event_id, ${TODAY}, body from taken)
    update event set day = ${TODAY} from live where event.id = live.id`,
};

const WANTED = `(w.status = 'pending' or (select i.id from inquiry i where i.inbound_id = w.id limit 1) is not null)`;

/** The bodies of what is to be mapped, or waits for an answer of Shopify. */
const INBOUND: Bodies = {
  table: "inbound_body",
  find: `select id from inbound_webhook where status = 'pending' and day < $1
    union select w.id from inquiry i join inbound_webhook w on w.id = i.inbound_id where w.day < $1 limit ${MOST}`,
  move: `
    with live as (select id, day from inbound_webhook w where id = any($1) and ${WANTED} for update),
    taken as (delete from inbound_body b using live where b.id = live.id and b.day = live.day returning b.id, b.body),
    kept as (insert into inbound_body (id, day, body) select id, ${TODAY}, body from taken),
    asking as (update inquiry i set day = ${TODAY} from live where i.inbound_id = live.id)
    update inbound_webhook w set day = ${TODAY} from live where w.id = live.id`,
};

/** Returns how many rows got a new day. When `signal` fires, some may be left in partitions that must then stay. */
export async function moveLiveBodies(
  pool: pg.Pool,
  keepDays: KeptDays,
  signal?: AbortSignal,
): Promise<number> {
  let moved = 0;
  for (const bodies of [EVENTS, INBOUND]) {
    const day = await firstKeptDay(pool, bodies.table, keepDays[bodies.table]);
    if (day !== null) moved += await moveAll(pool, bodies, day, signal);
  }
  return moved;
}

async function moveAll(pool: pg.Pool, { find, move }: Bodies, day: string, signal?: AbortSignal) {
  let moved = 0;
  for (let found = MOST; found === MOST && !signal?.aborted; ) {
    const { rows } = await pool.query<{ id: string }>(find, [day]);
    found = rows.length;
    for (let at = 0; at < found && !signal?.aborted; at += BATCH) {
      const { rowCount } = await pool.query(move, [rows.slice(at, at + BATCH).map(({ id }) => id)]);
      moved += rowCount ?? 0;
    }
  }
  return moved;
}

/** Null when no partition is about to be dropped: then nothing has to move. */
async function firstKeptDay(pool: pg.Pool, table: string, days: number): Promise<string | null> {
  const { rows } = await pool.query<{ day: string }>(
    `select (${TODAY} - $2::int)::text as day where exists (
       select from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent = $1::regclass and right(c.relname, 8) < to_char(${TODAY} - $2::int, 'YYYYMMDD'))`,
    [table, days],
  );
  return rows[0]?.day ?? null;
}
