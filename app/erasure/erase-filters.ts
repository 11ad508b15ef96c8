// In: what is known of a person. Out: no recovery keeps an address of theirs by which the merchant had searched. The entry
// stays, empty: a recovery that still runs would otherwise be about everything.
import type pg from "pg";
import { inTransaction, type Transaction } from "../db/transaction.ts";
import type { StoredFilter } from "../pipeline/recover/recovery.ts";
import { inPages } from "./in-batches.ts";
import { mentionsInId } from "./mentions.ts";
import { likeIds, type Person, plainId } from "./subject.ts";

type IsTheirs = (id: string) => boolean;

export async function eraseFilters(pool: pg.Pool, shopId: string, person: Person): Promise<void> {
  const isTheirs = mentionsInId(person);
  const pages = inPages<{ id: string; filter: string }>(
    pool,
    `select id, filter from recovery where shop_id = $1 and id > $2 and ${plainId("filter")} like any($3) order by id`,
    [shopId, likeIds(person)],
  );
  for await (const page of pages)
    for (const { id, filter } of page)
      if (aboutOf(JSON.parse(filter)).some(isTheirs))
        await inTransaction(pool, (tx) => eraseFilter(tx, { shopId, id }, isTheirs));
}

const aboutOf = ({ match }: StoredFilter): readonly string[] => match?.about ?? [];

/** Read again with its row locked: whoever carries it on writes the filter as well. */
async function eraseFilter(
  tx: Transaction,
  { shopId, id }: { shopId: string; id: string },
  isTheirs: IsTheirs,
): Promise<void> {
  const { rows } = await tx.query<{ filter: string }>(
    "select filter from recovery where shop_id = $1 and id = $2 for update",
    [shopId, id],
  );
  for (const row of rows) {
    const filter = JSON.parse(row.filter) as StoredFilter;
    const about = aboutOf(filter).map((one) => (isTheirs(one) ? "" : one));
    const erased: StoredFilter = { ...filter, match: { ...filter.match, about } };
    await tx.query("update recovery set filter = $3 where shop_id = $1 and id = $2", [
      ...[shopId, id, JSON.stringify(erased)],
    ]);
  }
}
