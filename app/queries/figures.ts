// What a shop's deliveries of some time add up to. Test calls do not count.
import type { Deps } from "../config/deps.ts";
import { firstIdAt, type IdPrefix } from "../db/ids.ts";
import { bucketStarts, RANGES, type Range } from "./figures-buckets.ts";

export interface Figures {
  range: Range;
  events: number;
  succeeded: number;
  failed: number;
  /** given up before they arrived: their endpoint was disabled or deleted, or they were kept from Flow */
  discarded: number;
  /** waiting for their next attempt */
  retrying: number;
  /** waiting for their first attempt */
  pending: number;
  /** from 0 to 1, of those that succeeded, failed or have failed so far; null while there are none */
  successRate: number | null;
  /** enabled URLs, now */
  activeEndpoints: number;
  /** oldest first, the last one still going on */
  buckets: Bucket[];
}

interface Bucket {
  start: Date;
  /** by when the delivery was made */
  succeeded: number;
  failed: number;
}

/** As the address says; a week where it says nothing that is known. */
export const rangeOf = (address: URLSearchParams): Range =>
  RANGES.find((range) => range === address.get("range")) ?? "7d";

export interface FiguresRequest {
  range: Range;
  /** IANA */
  timezone: string;
}

export async function figures(
  { pool, clock }: Pick<Deps, "pool" | "clock">,
  shopId: string,
  { range, timezone }: FiguresRequest,
): Promise<Figures> {
  const starts = bucketStarts(range, clock.now(), timezone);
  const [counted, events, totals] = await Promise.all([
    countDeliveries(pool, shopId, starts),
    countEvents(pool, shopId, starts),
    countOthers(pool, shopId, starts[0] ?? clock.now()),
  ]);
  const buckets = starts.map((start, index) => ({
    start,
    succeeded: counted.get(`${index} succeeded`) ?? 0,
    failed: counted.get(`${index} failed`) ?? 0,
  }));
  const succeeded = sum(buckets.map((bucket) => bucket.succeeded));
  const failed = sum(buckets.map((bucket) => bucket.failed));
  const discarded = sum(starts.map((_, index) => counted.get(`${index} discarded`) ?? 0));
  const tried = succeeded + failed + totals.retrying;
  return {
    ...{ range, buckets, events, succeeded, failed, discarded, ...totals },
    successRate: tried === 0 ? null : succeeded / tried,
  };
}

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);

/**
 * By `<bucket> <status>`. Ids sort by time, so each bucket is a stretch of the index: also a table whose statistics are
 * old is read in this way. Test calls are few and have an index of their own: subtracted, they leave the rest to be
 * counted without a look at the table, 100,000 deliveries in a third of the time.
 */
async function countDeliveries(
  pool: Deps["pool"],
  shopId: string,
  starts: Date[],
): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ bucket: number; status: string; count: number }>(
    `select b.number - 1 as bucket, s.status, every.count - tests.count as count
     from unnest($2::text[], $3::text[]) with ordinality b(first_id, end_id, number)
     cross join unnest(array['succeeded', 'failed', 'discarded']) s(status)
     cross join lateral (
       select count(*)::int as count from delivery
       where shop_id = $1 and status = s.status and id >= b.first_id and id < b.end_id
     ) every
     cross join lateral (
       select count(*)::int as count from delivery
       where shop_id = $1 and status = s.status and id >= b.first_id and id < b.end_id and test
     ) tests
     where every.count > tests.count`,
    [shopId, ...stretches("dlv", starts)],
  );
  return new Map(rows.map(({ bucket, status, count }) => [`${bucket} ${status}`, count]));
}

/** In the same way. */
async function countEvents(pool: Deps["pool"], shopId: string, starts: Date[]): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select coalesce(sum(every.count - tests.count), 0)::int as count
     from unnest($2::text[], $3::text[]) b(first_id, end_id)
     cross join lateral (
       select count(*) as count from event where shop_id = $1 and id >= b.first_id and id < b.end_id
     ) every
     cross join lateral (
       select count(*) as count from event where shop_id = $1 and id >= b.first_id and id < b.end_id and test
     ) tests`,
    [shopId, ...stretches("evt", starts)],
  );
  return rows[0]?.count ?? 0;
}

/** The first ids of each bucket, and those before which each ends: the last one behind all ids, whose digits are hexadecimal. */
function stretches(prefix: IdPrefix, starts: Date[]): [string[], string[]] {
  const firsts = starts.map((start) => firstIdAt(prefix, start));
  return [firsts, [...firsts.slice(1), `${prefix}_g`]];
}

type Others = Pick<Figures, "retrying" | "pending" | "activeEndpoints">;

async function countOthers(pool: Deps["pool"], shopId: string, since: Date): Promise<Others> {
  const { rows } = await pool.query<Others>(
    `select waiting.*,
       (select count(*)::int from endpoint
        where shop_id = $1 and status = 'enabled' and flow_trigger is null and deleted_at is null)
         as "activeEndpoints"
     from (
       select count(*) filter (where attempts > 0)::int as retrying,
         count(*) filter (where attempts = 0)::int as pending
       from delivery where shop_id = $1 and status = 'pending' and id >= $2 and not test
     ) waiting`,
    [shopId, firstIdAt("dlv", since)],
  );
  return rows[0] ?? { retrying: 0, pending: 0, activeEndpoints: 0 };
}
