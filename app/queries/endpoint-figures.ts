// How sending to one endpoint has gone lately, as its page shows it.
import type { Deps } from "../config/deps.ts";
import { firstIdAt } from "../db/ids.ts";

/** Of the deliveries of a window that were tried at least once, tests left out. */
export interface Share {
  tried: number;
  /** the last attempt failed, whatever follows */
  failed: number;
  /** there are more than were looked at */
  capped: boolean;
}

export interface EndpointFigures {
  day: Share;
  week: Share;
  /** how long its answers took, in milliseconds, over the newest LATENCY_OF deliveries; null while there are none */
  latency: { median: number; p95: number } | null;
  lastSuccessAt: Date | null;
  lastFailureAt: Date | null;
}

const DAY_MS = 86_400_000;
const LATENCY_OF = 1_000;
/** So that the page of an endpoint with 100,000 deliveries takes no longer than that of one with a few. */
const LOOK = 10_000;

interface Row {
  day_tried: number;
  day_failed: number;
  day_seen: number;
  week_tried: number;
  week_failed: number;
  week_seen: number;
  median: number | null;
  p95: number | null;
  last_success: Date | null;
  last_failure: Date | null;
}

/** `id`: of an endpoint. Ids of deliveries sort by the real time, which is therefore the one that counts here. */
export async function endpointFigures(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  id: string,
): Promise<EndpointFigures> {
  const since = (days: number) => firstIdAt("dlv", new Date(Date.now() - days * DAY_MS));
  const { rows } = await pool.query<Row>(FIGURES, [shopId, id, since(1), since(7)]);
  return toFigures(rows[0] as Row); // an aggregate has one row
}

const toFigures = (row: Row): EndpointFigures => ({
  day: { tried: row.day_tried, failed: row.day_failed, capped: row.day_seen === LOOK },
  week: { tried: row.week_tried, failed: row.week_failed, capped: row.week_seen === LOOK },
  latency: row.median === null || row.p95 === null ? null : { median: row.median, p95: row.p95 },
  lastSuccessAt: row.last_success,
  lastFailureAt: row.last_failure,
});

const FIGURES = `
  with newest as (
    select id, status, attempts > 0 and not test as tried, last_reason is not null as failed, last_status_code,
      last_duration_ms, last_attempt_at
    from delivery where endpoint_id = $2 and shop_id = $1 order by id desc limit ${LOOK}
  ), answered as (
    select last_duration_ms from newest
    where tried and last_status_code is not null order by id desc limit ${LATENCY_OF}
  ), latency as (
    select percentile_disc(array[0.5, 0.95]) within group (order by last_duration_ms) as of from answered
  )
  select
    count(*) filter (where tried and id >= $3)::int as day_tried,
    count(*) filter (where tried and failed and id >= $3)::int as day_failed,
    count(*) filter (where id >= $3)::int as day_seen,
    count(*) filter (where tried and id >= $4)::int as week_tried,
    count(*) filter (where tried and failed and id >= $4)::int as week_failed,
    count(*) filter (where id >= $4)::int as week_seen,
    max(last_attempt_at) filter (where tried and status = 'succeeded') as last_success,
    max(last_attempt_at) filter (where tried and failed) as last_failure,
    (select of[1] from latency) as median,
    (select of[2] from latency) as p95
  from newest`;
