// What Shopify's documented samples, our own and the scripted shop say of people, read off by eye.
import type pg from "pg";

export const PERSONAL = [
  ...["jon@example.com", "john@example.com", "bob@biller.com", "jane@example.com"],
  ...["Steve", "Shipper", "John", "Smith", "Bob", "Biller", "Jane", '"Example"'],
  ...["Shipping Street", "Shippington", "Kentucky", "40003", "Elm St", "Ottawa", "Ontario", "K2H7A8", "K2P"],
  ...["O'Connor", "Example Street", "555-SHIP", "123-123-1234", "555-555-5555", "555-625-1199", "+1613"],
  ...["1990-05-17", "/authenticate?key="],
];

/** The tables in which one of the texts stands, partitions by the name of their table. */
export async function tablesWith(pool: pg.Pool, texts: string[]): Promise<string[]> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await pool.query(
      `select 1 from "${name}" t where exists (select from unnest($1::text[]) p where position(p in t::text) > 0) limit 1`,
      [texts],
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
}
