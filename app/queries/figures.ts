// What a shop's deliveries of some time add up to. Test calls do not count.
import type { Deps } from "../config/deps.ts";
import { firstIdAt } from "../db/ids.ts";
import { bucketStarts, RANGES, type Range } from "./figures-buckets.ts";

export interface Figures {
  range: Range;
  events: number;
  succeeded: number;
  failed: number;
  /** waiting for their next attempt */
  retrying: number;
  /** waiting for their first attempt */
  pending: number;
  /** from 0 to 1, of those that have ended or failed so far; null while none has ended */
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
  const [counted, totals] = await Promise.all([
    countDeliveries(pool, shopId, starts),
    countOthers(pool, shopId, starts[0] ?? clock.now()),
  ]);
  const buckets = starts.map((start, index) => ({
    start,
    succeeded: counted.get(`${index} succeeded`) ?? 0,
    failed: counted.get(`${index} failed`) ?? 0,
  }));
  const succeeded = sum(buckets.map((bucket) => bucket.succeeded));
  const failed = sum(buckets.map((bucket) => bucket.failed));
  return {
    ...{ range, buckets, succeeded, failed, ...totals },
    successRate: succeeded + failed === 0 ? null : succeeded / (succeeded + failed + totals.retrying),
  };
}

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);

/**
 * By `<bucket> <status>`. Ids sort by time, so each bucket is a stretch of the index: also a table whose statistics are
 * old is read in this way. 100,000 deliveries take 22 ms; leaving the heap, and with it `test`, out would save ten.
 */
async function countDeliveries(
  pool: Deps["pool"],
  shopId: string,
  starts: Date[],
): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ bucket: number; status: string; count: number }>(
    `select b.number - 1 as bucket, s.status, d.count
     from unnest($2::text[], $3::text[]) with ordinality b(first_id, end_id, number)
     cross join unnest(array['succeeded', 'failed']) s(status)
     cross join lateral (
       select count(*)::int as count from delivery d
       where d.shop_id = $1 and d.status = s.status and d.id >= b.first_id and d.id < b.end_id and not d.test
     ) d
     where d.count > 0`,
    [shopId, starts.map(firstDelivery), [...starts.slice(1).map(firstDelivery), AFTER_ALL]],
  );
  return new Map(rows.map(({ bucket, status, count }) => [`${bucket} ${status}`, count]));
}

const firstDelivery = (time: Date): string => firstIdAt("dlv", time);

/** Sorts behind every delivery. */
const AFTER_ALL = "dlv_g";

type Others = Pick<Figures, "events" | "retrying" | "pending" | "activeEndpoints">;

async function countOthers(pool: Deps["pool"], shopId: string, since: Date): Promise<Others> {
  const { rows } = await pool.query<Others>(
    `select waiting.*,
       (select count(*)::int from event where shop_id = $1 and id >= $2 and not test) as events,
       (select count(*)::int from endpoint
        where shop_id = $1 and status = 'enabled' and flow_trigger is null and deleted_at is null)
         as "activeEndpoints"
     from (
       select count(*) filter (where attempts > 0)::int as retrying,
         count(*) filter (where attempts = 0)::int as pending
       from delivery where shop_id = $1 and status = 'pending' and id >= $3 and not test
     ) waiting`,
    [shopId, firstIdAt("evt", since), firstDelivery(since)],
  );
  return rows[0] ?? { events: 0, retrying: 0, pending: 0, activeEndpoints: 0 };
}
