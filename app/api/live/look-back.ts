// What a stream is not told of: events that are there when it opens, and those of transactions that ran then. They may
// have looked for listeners before its row was there, so a second look is taken when they have ended.
import type pg from "pg";
import { OVERLAP_MS } from "./cursor.ts";
import { findSince, type TopicsOfShop } from "./find-events.ts";

export interface LookBack {
  /** Ids of what was made since, oldest first. Once, when the row of the stream is committed. */
  first(from: Date | undefined): Promise<string[]>;
  /** What the stream was told meanwhile is not found again. */
  heard(ids: string[]): void;
  /** Ids that came to light since the first look. To be asked again and again. */
  again(): Promise<string[]>;
}

/** `most`: of more the oldest are left out. `opened`: by the database's clock. */
export function createLookBack(pool: pg.Pool, of: TopicsOfShop, opened: Date, most: number): LookBack {
  const known = new Set<string>();
  const straddled = new Date(opened.getTime() - OVERLAP_MS);
  let looked: { at: Date; horizon: string } | undefined;
  let isLooking = false;

  async function lookAgain({ at, horizon }: { at: Date; horizon: string }): Promise<string[]> {
    if (!(await haveEnded(pool, horizon, at))) return [];
    const found = await findSince(pool, of, { from: straddled, until: at, most });
    const fresh = found.flatMap(({ id }) => (known.has(id) ? [] : [id]));
    looked = undefined;
    known.clear();
    return fresh;
  }

  return {
    async first(from) {
      const { rows } = await pool.query<{ at: Date; horizon: string }>(
        "select now() as at, pg_snapshot_xmax(pg_current_snapshot())::text as horizon",
      );
      const earliest = from && from < straddled ? from : straddled;
      const found = await findSince(pool, of, { from: earliest, most });
      for (const { id } of found) known.add(id);
      looked = rows[0];
      return found.flatMap(({ id, createdAt }) => (from && createdAt >= from ? [id] : []));
    },
    heard(ids) {
      if (looked) for (const id of ids) known.add(id);
    },
    async again() {
      if (!looked || isLooking) return [];
      isLooking = true;
      return lookAgain(looked).finally(() => {
        isLooking = false;
      });
    },
  };
}

/** Whether the transactions before `horizon` have; what takes longer than the overlap is not waited for. */
async function haveEnded(pool: pg.Pool, horizon: string, since: Date): Promise<boolean> {
  const { rows } = await pool.query<{ ended: boolean }>(
    `select pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8
       or now() > $2::timestamptz + interval '${OVERLAP_MS} milliseconds' as ended`,
    [horizon, since],
  );
  return rows[0]?.ended === true;
}
