// How much is stored sealed, with which keys, and what of it no key opens. Counts alone, no ids: anybody may see them.
import type pg from "pg";
import type { Seal } from "../signing/seal.ts";
import { SEALED_COLUMNS, SEALED_KINDS, type SealedColumn, type SealedKind } from "./sealed-columns.ts";

export interface SealedCounts {
  byKey: Map<string, number>;
  unreadable: Record<SealedKind, number>;
}

type Db = Pick<pg.Pool, "query">;

/** Of each column so many are opened; of all others only the key's id is read. */
const OPENED = 200;

export async function countSealed(db: Db, seal: Seal): Promise<SealedCounts> {
  const byKey = new Map<string, number>();
  const unreadable = Object.fromEntries(SEALED_KINDS.map((kind) => [kind, 0])) as Record<SealedKind, number>;
  const { rows } = await db.query<{ kind: SealedKind; key: string; count: number }>(BY_KEY);
  for (const { kind, key, count } of rows) {
    byKey.set(key, (byKey.get(key) ?? 0) + count);
    if (!seal.keyIds.includes(key)) unreadable[kind] += count;
  }
  for (const column of SEALED_COLUMNS) unreadable[column.kind] += await countBroken(db, seal, column);
  return { byKey, unreadable };
}

const BY_KEY = `
  select kind, split_part(sealed, '.', 2) as key, count(*)::int as count
  from (${SEALED_COLUMNS.map(({ kind, table, column }) => `select '${kind}' as kind, ${column} as sealed from ${table}`).join(" union all ")}) t
  where sealed is not null group by 1, 2`;

/** Sealed with a key that is known, and still not to be opened: changed or moved. */
async function countBroken(db: Db, seal: Seal, { table, column, context }: SealedColumn): Promise<number> {
  const { rows } = await db.query<{ id: string; sealed: string }>(
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
