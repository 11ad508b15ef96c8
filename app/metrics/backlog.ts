// How far behind the queues are, asked for when somebody scrapes. Nothing here counts a backlog: each figure is the head
// of a queue, found by index, and a look at the lanes.
import type { Transaction } from "../db/transaction.ts";
import { askSeldom, type Database } from "./ask-seldom.ts";

export interface Backlog {
  /** seconds for which the longest waiting delivery of each queue has been due; 0 when none is */
  oldestDue: { fresh: number; retries: number; replays: number };
  lanes: {
    /** with something that has been due for more than a minute */
    behind: number;
    /** that get fewer requests than others, because their receiver is in trouble */
    shrunk: number;
    /** held by Retry-After or a rate limit */
    held: number;
    /** behind, neither shrunk nor held, and with slots of their own left: they wait for a worker */
    unserved: number;
  };
  /** requests under way, over all processes */
  leases: number;
  /** seconds since the oldest webhook came in that is not mapped yet; 0 when there is none */
  inboxAge: number;
}

const MOST_LANES = 5_000;
const MOST_SHOPS = 1_000;

/** Reads at most once in ten seconds, however many ask. Undefined when the database did not answer in time. */
export const createBacklogReader = (database: Database): (() => Promise<Backlog | undefined>) =>
  askSeldom(database, readBacklog);

async function readBacklog(tx: Transaction): Promise<Backlog> {
  const { rows: due } = await tx.query<DueRow>(OLDEST_DUE);
  const { rows } = await tx.query<{ shrunk: number; held: number; leases: number; inbox: number }>(STATE);
  const [state = { shrunk: 0, held: 0, leases: 0, inbox: 0 }] = rows;
  const of = (queue: number | null) => due.find((row) => row.queue === queue);
  const age = (queue: number) => of(queue)?.age ?? 0;
  return {
    oldestDue: { fresh: age(0), retries: age(1), replays: age(2) },
    lanes: {
      behind: of(null)?.lanes ?? 0,
      shrunk: state.shrunk,
      held: state.held,
      unserved: of(null)?.unserved ?? 0,
    },
    leases: state.leases,
    inboxAge: state.inbox,
  };
}

interface DueRow {
  queue: number | null;
  age: number;
  lanes: number;
  unserved: number;
}

/** One row per queue, and one of all queues, whose queue is null. */
const OLDEST_DUE = `
  select q.queue, extract(epoch from now() - min(d.due_at))::float8 as age,
    (count(distinct l.endpoint_id) filter (where d.due_at < now() - interval '1 minute'))::int as lanes,
    (count(distinct l.endpoint_id) filter (where d.due_at < now() - interval '1 minute' and l.is_free))::int as unserved
  from (
    select endpoint_id, shrunk_to is null and not_before <= now() and crowded_until <= now() as is_free from lane where open and next_due_at < 'infinity' order by next_due_at limit ${MOST_LANES}
  ) l
  cross join (values (0), (1), (2)) as q (queue)
  cross join lateral (
    select due_at from delivery d
    where d.endpoint_id = l.endpoint_id and d.queue = q.queue and d.due_at <= now()
    order by d.due_at limit 1
  ) d
  group by grouping sets ((q.queue), ())`;

/** The inbox is walked from shop to shop along the index of what is pending. */
const STATE = `
  with recursive waiting as (
    (select shop_domain, received_at from inbound_webhook where status = 'pending' order by shop_domain, id limit 1)
    union all
    select next.* from waiting cross join lateral (
      select shop_domain, received_at from inbound_webhook w
      where w.status = 'pending' and w.shop_domain > waiting.shop_domain
      order by w.shop_domain, w.id limit 1
    ) next
  )
  select
    (select count(*)::int from lane where open and shrunk_to is not null) as shrunk,
    (select count(*)::int from lane where open and not_before > now()) as held,
    (select count(*)::int from lease where until > now()) as leases,
    (select coalesce(extract(epoch from now() - min(received_at))::float8, 0)
      from (select received_at from waiting limit ${MOST_SHOPS}) w) as inbox`;
