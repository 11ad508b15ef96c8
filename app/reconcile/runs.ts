// How far each kind of resource of a shop has been compared with Shopify.
import type pg from "pg";
import { RESOURCE_NAMES, type ResourceName } from "./resources.ts";

export interface Run {
  shopId: string;
  shopDomain: string;
  resource: ResourceName;
  /** everything that changed before was looked at; null before the first time */
  cursor: Date | null;
  /** what happened before is not told; null before the first time */
  watchedSince: Date | null;
  /** where an interrupted run goes on: a time (RFC 3339), an id's digits, or the gid of a list that Shopify is making */
  position: string | null;
  /** an interrupted run looks at what happened until then: what is younger has perhaps been passed over already */
  until: Date | null;
  looked: number;
  found: number;
  /** passed over, because Shopify gave no answer about them */
  unread: number;
}

/** Between the beginnings of two runs: an hour's, of which a schedule every ten minutes may come a little early. */
const PERIOD_MS = 55 * 60_000;
/** What did not finish is taken up again after this, likewise. */
const RETRY_MS = 9 * 60_000;

/**
 * What is due, longest waiting first: of shops that have the app, and whose merchant need not open it first. A run that
 * did not finish is due sooner.
 */
export async function dueRuns(pool: pg.Pool, now: Date, limit: number): Promise<Run[]> {
  const { rows } = await pool.query<Run>(
    `select s.id as "shopId", s.domain as "shopDomain", n.resource, r.cursor, r.position, r.until,
       r.watched_since as "watchedSince", coalesce(r.looked, 0) as looked, coalesce(r.found, 0) as found,
       coalesce(r.unread, 0) as unread
     from shop s cross join unnest($1::text[]) as n (resource)
     left join reconciliation r on r.shop_id = s.id and r.resource = n.resource
     where s.uninstalled_at is null and s.reconnect_since is null
       and exists (select from session where session.shop = s.domain and not is_online)
       and (r.started_at is null or r.started_at <= $2 or (r.started_at <= $3 and coalesce(r.finished_at < r.started_at, true)))
     order by r.started_at nulls first, s.id limit $4`,
    [RESOURCE_NAMES, new Date(now.getTime() - PERIOD_MS), new Date(now.getTime() - RETRY_MS), limit],
  );
  return rows;
}

/**
 * The figures of a run that goes on go on too. A place without an end was left by a process of the release before, and may
 * be one of another kind; only of the list of all contracts, before the first run, there is none.
 */
export async function beginRun(pool: pg.Pool, run: Run, now: Date): Promise<Run> {
  const goesOn = run.position !== null && (run.cursor === null || run.until !== null);
  const begun = goesOn ? run : { ...run, position: null, until: null, looked: 0, found: 0, unread: 0 };
  await pool.query(
    `insert into reconciliation (shop_id, resource, started_at) values ($1, $2, $3)
     on conflict (shop_id, resource) do update set started_at = $3, looked = $4, found = $5, unread = $6, reason = null`,
    [run.shopId, run.resource, now, begun.looked, begun.found, begun.unread],
  );
  return begun;
}

export async function saveProgress(pool: pg.Pool, run: Run): Promise<void> {
  const { shopId, resource, position, until, looked, found, unread } = run;
  await pool.query(
    `update reconciliation set position = $3, until = $4, looked = $5, found = $6, unread = $7
     where shop_id = $1 and resource = $2`,
    [shopId, resource, position, until, looked, found, unread],
  );
}

interface Finish {
  /** null where nothing is to be compared for now */
  cursor: Date | null;
  watchedSince: Date | null;
  now: Date;
  /** a sentence that says why nothing is compared */
  reason: string | null;
}

export async function finishRun(
  pool: pg.Pool,
  { shopId, resource }: Run,
  { cursor, watchedSince, now, reason }: Finish,
): Promise<void> {
  await pool.query(
    `update reconciliation set cursor = $3, watched_since = $4, position = null, until = null, finished_at = $5, reason = $6
     where shop_id = $1 and resource = $2`,
    [shopId, resource, cursor, watchedSince, now, reason],
  );
}

/** It goes on where it was. `reason` is a sentence for the merchant. */
export async function putOff(pool: pg.Pool, { shopId, resource }: Run, reason: string): Promise<void> {
  await pool.query("update reconciliation set reason = $3 where shop_id = $1 and resource = $2", [
    shopId,
    resource,
    reason.slice(0, 500),
  ]);
}
