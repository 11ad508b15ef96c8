// What the panel shows of the comparison with Shopify.
import type { Deps } from "../config/deps.ts";

export interface ReconciliationView {
  resource: "order" | "customer" | "product" | "contract" | "billing_attempt";
  /**
   * waits: nobody chose what could come of it, or nothing was looked at yet · began: the last look was the first one,
   * from which on it is watched · stopped: `reason` says why
   */
  state: "compares" | "began" | "waits" | "stopped";
  finishedAt: Date | null;
  /** of the last run: how many things had changed (or of contracts, were learned), and how many webhooks had not come */
  looked: number;
  found: number;
  /** about how many Shopify gave no answer, so that they were passed over */
  unread: number;
  /** a sentence */
  reason: string | null;
}

export interface Reconciliation {
  /** in the order of their names; empty before the first look */
  resources: ReconciliationView[];
  /** the last that was found, newest first */
  findings: Finding[];
}

/** What a webhook should have told. */
export interface Finding {
  id: string;
  /** Shopify's topic */
  topic: string;
  /** when it happened */
  triggeredAt: Date;
  foundAt: Date;
}

/** No index sorts a shop's webhooks by topic: the newest ones tell, at a bounded price. */
const NEWEST = 10_000;
const FINDINGS = 5;
const PREFIX = "carillon/reconcile/";

export async function reconciliation({ pool }: Pick<Deps, "pool">, shopId: string): Promise<Reconciliation> {
  const { rows } = await pool.query<Row>(
    `select resource, cursor, watched_since as "watchedSince", finished_at as "finishedAt", looked, found, unread, reason
     from reconciliation where shop_id = $1 order by resource`,
    [shopId],
  );
  const findings = await pool.query<Finding>(
    `select id, topic, triggered_at as "triggeredAt", received_at as "foundAt" from (
       select * from inbound_webhook
       where shop_domain = (select domain from shop where id = $1) order by id desc limit ${NEWEST}
     ) newest
     where topic like '${PREFIX}%' order by id desc limit ${FINDINGS}`,
    [shopId],
  );
  return {
    resources: rows.map(({ cursor, watchedSince, ...row }) => ({
      ...row,
      state: stateOf({ cursor, watchedSince, ...row }),
    })),
    findings: findings.rows.map((row) => ({ ...row, topic: row.topic.slice(PREFIX.length) })),
  };
}

interface Row extends Omit<ReconciliationView, "state"> {
  cursor: Date | null;
  watchedSince: Date | null;
}

/** The first look sets the cursor before the time since which it watches, or there; the second one moves it on. */
function stateOf({ cursor, watchedSince, reason }: Row): ReconciliationView["state"] {
  if (reason !== null) return "stopped";
  if (cursor === null) return "waits";
  return watchedSince !== null && cursor <= watchedSince ? "began" : "compares";
}
