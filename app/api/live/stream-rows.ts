// Which live streams are open, for publishers: what somebody listens to is chosen, and told (loadListeners).
import type pg from "pg";
import { newId } from "../../db/ids.ts";
import { inTransaction } from "../../db/transaction.ts";

/** Three checks (live.ts) may be missed. */
const LEASE = "interval '30 seconds'";

export interface OpenedRow {
  id: string;
  shopDomain: string;
  /** the database's time */
  now: Date;
}

/** undefined when the shop has `most` already, over all processes. */
export function openRow(
  pool: pg.Pool,
  { shopId, topics }: { shopId: string; topics: string[] },
  most: number,
): Promise<OpenedRow | undefined> {
  return inTransaction(pool, async (tx) => {
    await tx.query("select pg_advisory_xact_lock(hashtext('carillon live streams'), hashtext($1))", [shopId]);
    // Whatever has run out, of any shop: nobody else takes it away.
    await tx.query(
      "delete from live_stream where id in (select id from live_stream where until < now() for update skip locked)",
    );
    const { rows } = await tx.query<OpenedRow>(
      `insert into live_stream (id, shop_id, topics, until)
       select $1, s.id, $3::text[], now() + ${LEASE} from shop s
       where s.id = $2 and (select count(*) from live_stream l where l.shop_id = s.id) < $4
       returning id, now(), (select domain from shop where id = $2) as "shopDomain"`,
      [newId("lst"), shopId, topics, most],
    );
    return rows[0];
  });
}

/** Those that were still there, and had not run out: what was published then was not told. */
export async function renewRows(pool: pg.Pool, ids: string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ id: string }>(
    `update live_stream set until = now() + ${LEASE} where id = any($1) and until > now() returning id`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

export async function closeRow(pool: pg.Pool, id: string): Promise<void> {
  await pool.query("delete from live_stream where id = $1", [id]);
}
