// What the panel shows of the comparison with Shopify.
import type { Deps } from "../config/deps.ts";

export interface ReconciliationView {
  /** order | customer | product */
  resource: string;
  /** waits: nobody chose what could come of it, or nothing was looked at yet · stopped: `reason` says why */
  state: "compares" | "waits" | "stopped";
  cursor: Date | null;
  finishedAt: Date | null;
  /** of the last run: what had changed, and what of it no webhook had told */
  looked: number;
  found: number;
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
interface Finding {
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
  const { rows } = await pool.query<Omit<ReconciliationView, "state">>(
    `select resource, cursor, finished_at as "finishedAt", looked, found, reason
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
    resources: rows.map((row) => ({ ...row, state: stateOf(row) })),
    findings: findings.rows.map((row) => ({ ...row, topic: row.topic.slice(PREFIX.length) })),
  };
}

function stateOf({ cursor, reason }: Omit<ReconciliationView, "state">): ReconciliationView["state"] {
  if (reason !== null) return "stopped";
  return cursor === null ? "waits" : "compares";
}
