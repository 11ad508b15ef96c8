import type pg from "pg";

/** Milliseconds until a lane is worth a look: 0 or less when one is due, Infinity when nothing waits. */
export async function nextDueIn(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ ms: number | null }>({
    name: "next-due",
    text: `
      select extract(epoch from min(greatest(next_due_at, not_before, crowded_until)) - now())::float8 * 1000 as ms
      from lane where open and next_due_at < 'infinity'`,
  });
  return rows[0]?.ms ?? Number.POSITIVE_INFINITY;
}
