// Every row of every table, partitions and pg-boss's tables included, as text: what a full dump would hold.
import type pg from "pg";

export interface DumpedRow {
  table: string;
  text: string;
}

export async function dumpAll(pool: pg.Pool): Promise<DumpedRow[]> {
  const tables = await pool.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const rows: DumpedRow[] = [];
  for (const { name: table } of tables.rows) {
    const found = await pool.query<{ text: string }>(`select t::text as text from ${table} t order by 1`);
    rows.push(...found.rows.map(({ text }) => ({ table, text })));
  }
  return rows;
}

/** The rows that hold one of these words, in whatever letter case. */
export const holding = (rows: DumpedRow[], words: string[]): DumpedRow[] =>
  rows.filter(({ text }) => words.some((word) => text.toLowerCase().includes(word.toLowerCase())));
