// In: enabled endpoints whose merchants want a weekly check and that had no delivery for seven days. Out: one test call
// to each, and a notice of how it went. The call is a delivery itself, so the next one is due in a week. A crash after
// the call leaves it on record without its notice.
import type pg from "pg";
import type { Deps } from "../config/deps.ts";
import { firstIdAt } from "../db/ids.ts";
import { inTransaction } from "../db/transaction.ts";
import { insertNotices } from "../endpoints/insert-notices.ts";
import { sendTest, type TestOutcome } from "../pipeline/deliver/send-test.ts";

const WEEK_MS = 7 * 86_400_000;
const BATCH = 100;
const AT_ONCE = 4;

interface Silent {
  id: string;
  shopId: string;
}

/** Checks all that is silent; 0 when another process is at it. What a limit refuses is left for the next time. */
export async function checkSilent(deps: Deps): Promise<number> {
  const done = await alone(deps.pool, async () => {
    let checked = 0;
    let after = "";
    for (;;) {
      const silent = await findSilent(deps.pool, after);
      for (let start = 0; start < silent.length; start += AT_ONCE) {
        const outcomes = await Promise.all(
          silent.slice(start, start + AT_ONCE).map((endpoint) => checkOne(deps, endpoint)),
        );
        checked += outcomes.filter(Boolean).length;
      }
      after = silent.at(-1)?.id ?? "";
      if (silent.length < BATCH) return checked;
    }
  });
  return done ?? 0;
}

/** Runs `work` unless it runs already, in whatever process. */
async function alone<T>(pool: pg.Pool, work: () => Promise<T>): Promise<T | undefined> {
  const client = await pool.connect();
  let broken = true;
  try {
    const lock = "hashtextextended('weekly check', 0)";
    const { rows } = await client.query<{ free: boolean }>(`select pg_try_advisory_lock(${lock}) as free`);
    const result = rows[0]?.free ? await work() : undefined;
    if (rows[0]?.free) await client.query(`select pg_advisory_unlock(${lock})`);
    broken = false;
    return result;
  } finally {
    client.release(broken); // a connection that ends gives the lock back
  }
}

/** By id, after `after`. Ids of deliveries tell their time: by the real clock, which makes them. */
async function findSilent(pool: pg.Pool, after: string): Promise<Silent[]> {
  const { rows } = await pool.query<Silent>(
    `select e.id, e.shop_id as "shopId" from endpoint e join shop s on s.id = e.shop_id
     where e.id > $1 and e.weekly_check and e.status = 'enabled' and e.deleted_at is null
       and s.uninstalled_at is null and greatest(e.created_at, e.status_since) < now() - interval '7 days'
       and not exists (select from delivery d where d.endpoint_id = e.id and d.id >= $2)
     order by e.id limit ${BATCH}`,
    [after, firstIdAt("dlv", new Date(Date.now() - WEEK_MS))],
  );
  return rows;
}

/** What breaks at one endpoint does not keep the others from their checks. */
async function checkOne(deps: Deps, { id, shopId }: Silent): Promise<boolean> {
  try {
    const outcome = await sendTest(deps, shopId, id, {});
    if (outcome.kind === "sealed") throw new Error("no key in ENCRYPTION_KEY opens its headers or secrets");
    if (outcome.kind === "sent") await tell(deps, { id, shopId }, outcome.result);
    deps.log.info({ endpoint_id: id, shop_id: shopId, outcome: outcome.kind }, "endpoint.checked");
    return outcome.kind === "sent";
  } catch (error) {
    deps.log.error({ endpoint_id: id, error: (error as Error).message }, "endpoint.check_failed");
    return false;
  }
}

async function tell(
  { pool }: Deps,
  { id, shopId }: Silent,
  result: Extract<TestOutcome, { kind: "sent" }>["result"],
): Promise<void> {
  const { delivered, deliveryId, reason, status, response } = result;
  const notice = {
    shopId,
    endpointId: id,
    kind: "check" as const,
    deliveryId,
    reason,
    statusCode: status,
    response,
  };
  await inTransaction(pool, (tx) =>
    insertNotices(tx, [{ ...notice, mail: delivered ? "skipped" : "pending" }]),
  );
}
