// What nobody in the shop had chosen was counted and not stored: of an endpoint's topics only some can be replayed.
import type { Transaction } from "../../db/transaction.ts";
import { type EventQuestion, MOST_LOOKED_AT } from "./count.ts";
import { idRange } from "./recovery.ts";

export interface StoredTopics {
  /** topics of the endpoint of which the window holds events */
  stored: string[];
  /** those of which events happened that were not stored, because no endpoint of the shop that was enabled had them */
  notStored: NotStored[];
}

export interface NotStored {
  topic: string;
  /** on the days that the window touches, in UTC */
  count: number;
}

/** Both in the order of the topics' names. Stored is looked for in the first million events of the window. */
export async function storedTopics(tx: Transaction, question: EventQuestion): Promise<StoredTopics> {
  return { stored: await findStored(tx, question), notStored: await countNotStored(tx, question) };
}

async function findStored(
  tx: Transaction,
  { shopId, endpointId, topics, filter }: EventQuestion,
): Promise<string[]> {
  const { from, to } = idRange("evt", filter);
  const { rows } = await tx.query<{ topic: string }>(
    `select distinct topic from (
       select topic, resource, test from event where shop_id = $1 and id > $2 and id < $3
       order by id limit ${MOST_LOOKED_AT}
     ) looked
     where not test and topic = any($4) and resource is distinct from $5 order by topic`,
    [shopId, from, to, topics, endpointId],
  );
  return rows.map(({ topic }) => topic);
}

async function countNotStored(
  tx: Transaction,
  { shopId, topics, filter }: EventQuestion,
): Promise<NotStored[]> {
  const { rows } = await tx.query<NotStored>(
    `select topic, sum(count)::int as count from unchosen_count
     where shop_id = $1 and topic = any($2)
       and day between ($3::timestamptz at time zone 'utc')::date and ($4::timestamptz at time zone 'utc')::date
     group by topic order by topic`,
    [shopId, topics, filter.since, filter.until],
  );
  return rows;
}
