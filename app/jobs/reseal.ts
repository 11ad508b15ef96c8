// In: texts that were sealed with another key than the newest. Out: the same texts, sealed with the newest. Each batch
// commits; a crash leaves the rest for the next run, and a text that changes meanwhile is left to whoever changed it.
import type { Deps } from "../config/deps.ts";
import { SealError } from "../signing/seal.ts";
import { SEALED_COLUMNS, type SealedColumn } from "./sealed-columns.ts";

const BATCH = 200;

interface Counts {
  resealed: number;
  /** sealed with a key that is not there, or changed; left as they are */
  unreadable: number;
}

interface SealedText {
  id: string;
  sealed: string;
}

type Needs = Pick<Deps, "pool" | "seal" | "log">;

/** Seals anew what is not sealed with the newest key, and says with which of the other keys nothing is sealed. */
export async function resealWithNewestKey(deps: Needs): Promise<Counts> {
  const total: Counts = { resealed: 0, unreadable: 0 };
  for (const column of SEALED_COLUMNS) {
    const { resealed, unreadable } = await resealColumn(deps, column);
    total.resealed += resealed;
    total.unreadable += unreadable;
  }
  if (total.resealed > 0) deps.log.info({ resealed: total.resealed }, "reseal.done");
  if (total.unreadable > 0) {
    deps.log.warn(
      { unreadable: total.unreadable },
      "reseal.unreadable: no key of ENCRYPTION_KEY opens these; add the key that sealed them",
    );
  }
  await sayWhichKeysAreUnused(deps);
  return total;
}

async function resealColumn(deps: Needs, column: SealedColumn): Promise<Counts> {
  const counts: Counts = { resealed: 0, unreadable: 0 };
  for (let after = ""; ; ) {
    const rows = await olderTexts(deps, column, after);
    const anew = rows.flatMap((row) => sealAnew(deps, column, row) ?? []);
    counts.unreadable += rows.length - anew.length;
    counts.resealed += await replaceTexts(deps, column, anew);
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return counts;
    after = last.id;
  }
}

async function olderTexts(
  { pool, seal }: Needs,
  { table, column }: SealedColumn,
  after: string,
): Promise<SealedText[]> {
  const { rows } = await pool.query<SealedText>(
    `select id, ${column} as sealed from ${table}
     where id > $1 and split_part(${column}, '.', 2) <> $2 order by id limit ${BATCH}`,
    [after, seal.keyIds[0]],
  );
  return rows;
}

/** undefined when it cannot be opened. */
function sealAnew({ seal }: Needs, { context }: SealedColumn, { id, sealed }: SealedText) {
  try {
    return { id, sealed, anew: seal.seal(seal.open(sealed, context(id)), context(id)) };
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}

/** Locks in the order of ids, as publishing does. What is no longer as it was read stays as it is. */
async function replaceTexts(
  { pool }: Needs,
  { table, column }: SealedColumn,
  texts: (SealedText & { anew: string })[],
): Promise<number> {
  if (texts.length === 0) return 0;
  const { rowCount } = await pool.query(
    `with input as (
       select * from unnest($1::text[], $2::text[], $3::text[]) as t (id, sealed, anew)
     ), locked as materialized (
       select id from ${table} where id = any($1) order by id for no key update
     )
     update ${table} t set ${column} = input.anew
     from input join locked using (id)
     where t.id = input.id and t.${column} = input.sealed`,
    [texts.map(({ id }) => id), texts.map(({ sealed }) => sealed), texts.map(({ anew }) => anew)],
  );
  return rowCount ?? 0;
}

/** The database does not tell a key that has been from the one to come, which waits behind the first to become it. */
async function sayWhichKeysAreUnused({ pool, seal, log }: Needs): Promise<void> {
  const others = seal.keyIds.slice(1);
  if (others.length === 0) return;
  const { rows } = await pool.query<{ key: string }>(
    `select distinct key from (${SEALED_COLUMNS.map(keysOf).join(" union all ")}) keys where key = any($1)`,
    [others],
  );
  const needed = new Set(rows.map(({ key }) => key));
  for (const key of others.filter((id) => !needed.has(id))) {
    const position = seal.keyIds.indexOf(key) + 1;
    log.info(
      { key, position },
      "reseal.key_unused: nothing is sealed with this key of ENCRYPTION_KEY; one that sealed before can go, the next one must stay",
    );
  }
}

const keysOf = ({ table, column }: SealedColumn): string =>
  `select split_part(${column}, '.', 2) as key from ${table} where ${column} is not null`;
