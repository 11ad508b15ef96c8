import type pg from "pg";
import { SEALED_COLUMNS, type SealedColumn } from "../../jobs/sealed-columns.ts";
import { createSeal, type Seal } from "../../signing/seal.ts";
import type { Finding } from "./finding.ts";

/** Of each column so many are opened; of all others only the key's id is read. */
const OPENED = 200;

/** Whether the keys open what is stored, and with which of them nothing is sealed. */
export async function lookAtKeys(pool: pg.Pool, keys: Buffer[]): Promise<Finding[]> {
  const seal = createSeal(keys);
  const counts = await countByKey(pool);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const unknown = [...counts].filter(([key]) => !seal.keyIds.includes(key));
  const unreadable = unknown.reduce((sum, [, count]) => sum + count, 0) + (await countBroken(pool, seal));
  return [
    readable(total, unreadable),
    ...seal.keyIds.slice(1).map((key) => behindTheFirst(seal, key, counts.get(key) ?? 0)),
  ];
}

const check = "keys";

const readable = (total: number, unreadable: number): Finding =>
  unreadable === 0
    ? { check, state: "ok", says: `ENCRYPTION_KEY opens all ${total} stored secrets, headers and tokens.` }
    : {
        check,
        state: "wrong",
        says: `ENCRYPTION_KEY opens ${total - unreadable} of ${total} stored secrets, headers and tokens. Add the key that sealed the others after a comma.`,
      };

/** One that seals nothing has been, or is to come: the database does not tell which. */
function behindTheFirst(seal: Seal, key: string, count: number): Finding {
  const position = seal.keyIds.indexOf(key) + 1;
  return count === 0
    ? {
        check,
        state: "warning",
        says: `Nothing is sealed with key ${position} of ENCRYPTION_KEY. If it sealed before, it can go; if it is the next one, put it first once every process has it.`,
      }
    : {
        check,
        state: "ok",
        says: `Key ${position} of ENCRYPTION_KEY is still needed by ${count}; a worker seals them anew.`,
      };
}

async function countByKey(pool: pg.Pool): Promise<Map<string, number>> {
  const texts = SEALED_COLUMNS.map(
    ({ table, column }) => `select ${column} as sealed from ${table} where ${column} is not null`,
  );
  const { rows } = await pool.query<{ key: string; count: number }>(
    `select split_part(sealed, '.', 2) as key, count(*)::int as count from (${texts.join(" union all ")}) t group by 1`,
  );
  return new Map(rows.map(({ key, count }) => [key, count]));
}

/** Sealed with a key that is known, and still not to be opened: changed or moved. */
async function countBroken(pool: pg.Pool, seal: Seal): Promise<number> {
  const counts = await Promise.all(SEALED_COLUMNS.map((column) => countBrokenIn(pool, seal, column)));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function countBrokenIn(
  pool: pg.Pool,
  seal: Seal,
  { table, column, context }: SealedColumn,
): Promise<number> {
  const { rows } = await pool.query<{ id: string; sealed: string }>(
    `select id, ${column} as sealed from ${table}
     where split_part(${column}, '.', 2) = any($1) order by id desc limit ${OPENED}`,
    [seal.keyIds],
  );
  return rows.filter(({ id, sealed }) => !opens(seal, sealed, context(id))).length;
}

function opens(seal: Seal, sealed: string, context: string): boolean {
  try {
    seal.open(sealed, context);
    return true;
  } catch {
    return false;
  }
}
