// The events that a live stream sends.
import type pg from "pg";
import { firstIdAt } from "../../db/ids.ts";

export interface LiveEvent {
  id: string;
  topic: string;
  triggeredAt: Date;
  createdAt: Date;
  /** exactly as receivers get it */
  body: string;
}

/** What is loaded at a time; a body that is larger comes alone. */
const MOST_BYTES = 1 << 20;

/**
 * The first of these events in their order, with their bodies: `done` of the ids have been looked at. Left out is what
 * is another shop's, of another topic, or gone by now. `topics`: empty for every one.
 */
export async function loadEvents(
  pool: pg.Pool,
  { shopId, topics }: { shopId: string; topics: string[] },
  ids: string[],
): Promise<{ events: LiveEvent[]; done: number }> {
  const { rows } = await pool.query<LiveEvent & { position: number; bytes: number }>({
    name: "load-live-events",
    text: `select * from (
        select e.id, e.topic, e.triggered_at as "triggeredAt", e.created_at as "createdAt", p.body,
          i.position::int as position, (sum(octet_length(p.body)) over (order by i.position))::int as bytes,
          octet_length(p.body) as own
        from unnest($2::text[]) with ordinality as i (id, position)
        join event e on e.id = i.id and e.shop_id = $1 and (cardinality($3::text[]) = 0 or e.topic = any($3))
        join event_payload p on p.event_id = e.id and p.day = e.day
      ) found where bytes - own < ${MOST_BYTES} order by position`,
    values: [shopId, ids, topics],
  });
  const last = rows.at(-1);
  const isFull = last !== undefined && last.bytes >= MOST_BYTES;
  return { events: rows, done: isFull ? last.position : ids.length };
}

/**
 * An event's id may be older than its commit: one that was sent in has it from its intake on, and waits in the inbox.
 * What waited longer than this while its listener was away is not found again.
 */
const LONGEST_WAIT_MS = 10 * 60_000;

/** Ids of events that were committed since, oldest first; of more than `most` the newest. Test calls are left out. */
export async function findSince(
  pool: pg.Pool,
  { shopId, topics }: { shopId: string; topics: string[] },
  { from, most }: { from: Date; most: number },
): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: "find-live-events-since",
    text: `select id from event
      where shop_id = $1 and id >= $2 and created_at >= $3 and not test
        and (cardinality($4::text[]) = 0 or topic = any($4))
      order by id desc limit $5`,
    values: [shopId, firstIdAt("evt", new Date(from.getTime() - LONGEST_WAIT_MS)), from, topics, most],
  });
  return rows.map(({ id }) => id).reverse();
}
