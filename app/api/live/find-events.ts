// The events that a live stream sends.
import type pg from "pg";

export interface LiveEvent {
  id: string;
  topic: string;
  triggeredAt: Date;
  createdAt: Date;
  /** exactly as receivers get it */
  body: string;
}

export interface TopicsOfShop {
  shopId: string;
  /** empty: every one but the operational ones, as endpoints have it */
  topics: string[];
}

const isWanted = (topics: string): string =>
  `(case when cardinality(${topics}::text[]) = 0 then e.topic not like 'endpoint/%' else e.topic = any(${topics}) end)`;

/** What is loaded at a time; a body that is larger comes alone. */
const MOST_BYTES = 1 << 20;

/**
 * The first of these events in their order, with their bodies: `done` of the ids have been looked at. Left out is what
 * is another shop's, of another topic, or gone by now.
 */
export async function loadEvents(
  pool: pg.Pool,
  { shopId, topics }: TopicsOfShop,
  ids: string[],
): Promise<{ events: LiveEvent[]; done: number }> {
  const { rows } = await pool.query<LiveEvent & { position: number; bytes: number }>({
    name: "load-live-events",
    text: `select * from (
        select e.id, e.topic, e.triggered_at as "triggeredAt", e.created_at as "createdAt", p.body,
          i.position::int as position, (sum(octet_length(p.body)) over (order by i.position))::int as bytes,
          octet_length(p.body) as own
        from unnest($2::text[]) with ordinality as i (id, position)
        join event e on e.id = i.id and e.shop_id = $1 and ${isWanted("$3")}
        join event_payload p on p.event_id = e.id and p.day = e.day
      ) found where bytes - own < ${MOST_BYTES} order by position`,
    values: [shopId, ids, topics],
  });
  const last = rows.at(-1);
  const isFull = last !== undefined && last.bytes >= MOST_BYTES;
  return { events: rows, done: isFull ? last.position : ids.length };
}

interface Window {
  from: Date;
  /** exclusive */
  until?: Date;
  most: number;
}

/** Events that were made in this time, oldest first; of more than `most` the newest. Test calls are left out. */
export async function findSince(
  pool: pg.Pool,
  { shopId, topics }: TopicsOfShop,
  { from, until, most }: Window,
): Promise<{ id: string; createdAt: Date }[]> {
  const { rows } = await pool.query<{ id: string; createdAt: Date }>({
    name: "find-live-events-since",
    text: `select id, created_at as "createdAt" from event e
      where shop_id = $1 and created_at >= $2 and created_at < $3 and not test and ${isWanted("$4")}
      order by created_at desc, id desc limit $5`,
    values: [shopId, from, until ?? "infinity", topics, most],
  });
  return rows.reverse();
}
