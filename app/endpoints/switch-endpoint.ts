import type { Deps } from "../config/deps.ts";
import { isId } from "../db/ids.ts";
import { inTransaction, type Transaction } from "../db/transaction.ts";
import { notifySql } from "../pipeline/wake.ts";
import { changeStatus, discardWaiting, type StatusChange } from "./change-status.ts";
import { discardSoon } from "./discard-soon.ts";
import { insertNotices } from "./insert-notices.ts";
import { type EndpointKind, lockEndpoint } from "./lock-endpoint.ts";

/** What a merchant may do to an endpoint's status. */
export const SWITCHES = ["enable", "disable", "pause", "resume"] as const;
export type Switch = (typeof SWITCHES)[number];

export type SwitchOutcome =
  /** or it was so already */
  | { kind: "switched" }
  /** `why`: a sentence for the merchant */
  | { kind: "refused"; why: string }
  | { kind: "not_found" };

interface Rule {
  change: StatusChange;
  /** sentences, by the status in which it makes no sense */
  refusals: Partial<Record<StatusChange["status"], string>>;
}

const RULES: Record<Switch, Rule> = {
  enable: {
    change: { status: "enabled" },
    refusals: { paused: "This endpoint is paused, not disabled. Resume it, and what waits for it goes out." },
  },
  disable: { change: { status: "disabled", reason: "merchant" }, refusals: {} },
  pause: {
    change: { status: "paused" },
    refusals: {
      disabled: "This endpoint is disabled, so nothing waits for it that could be paused. Enable it first.",
    },
  },
  resume: {
    change: { status: "enabled" },
    refusals: { disabled: "This endpoint is disabled, not paused. Enable it to send it events again." },
  },
};

const DISCARD_BUDGET_MS = 10_000;

const STILL_DISCARDING =
  "What waited for this endpoint when it was disabled is still being discarded. Try again in a minute.";

/** Enables, disables, pauses or resumes a shop's endpoint: one with a URL unless `kind` says otherwise. */
export async function switchEndpoint(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  endpointId: string,
  wanted: Switch,
  kind: EndpointKind = "url",
): Promise<SwitchOutcome> {
  if (!isId("ep", endpointId)) return { kind: "not_found" };
  // In small transactions, because it may be much; it does nothing if the endpoint is not disabled.
  if (wanted === "enable") await discardLeft(pool, shopId, endpointId);
  const outcome = await inTransaction(pool, (tx) => change(tx, { shopId, endpointId, kind }, wanted));
  if (outcome.kind === "switched" && wanted === "disable") await discardSoon(pool, endpointId);
  return outcome;
}

async function discardLeft(pool: Deps["pool"], shopId: string, endpointId: string): Promise<void> {
  const { rowCount } = await pool.query("select 1 from endpoint where id = $1 and shop_id = $2", [
    endpointId,
    shopId,
  ]);
  if (rowCount !== 0) await discardWaiting(pool, endpointId, DISCARD_BUDGET_MS);
}

async function change(
  tx: Transaction,
  { shopId, endpointId, kind }: { shopId: string; endpointId: string; kind: EndpointKind },
  wanted: Switch,
): Promise<SwitchOutcome> {
  const rule = RULES[wanted];
  const status = await lockEndpoint(tx, shopId, endpointId, kind);
  if (!status) return { kind: "not_found" };
  const why = rule.refusals[status];
  if (why) return { kind: "refused", why };
  if (wanted === "enable" && status === "disabled" && (await hasWaiting(tx, endpointId))) {
    return { kind: "refused", why: STILL_DISCARDING };
  }
  const changed = await changeStatus(tx, endpointId, rule.change);
  if (changed && rule.change.status === "disabled") {
    await insertNotices(tx, [
      { shopId, endpointId, kind: "disabled", disabledReason: rule.change.reason, mail: "skipped" },
    ]);
  }
  if (changed && rule.change.status === "enabled") await tx.query(notifySql("deliveries"));
  return { kind: "switched" };
}

async function hasWaiting(tx: Transaction, endpointId: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    "select 1 from delivery where endpoint_id = $1 and due_at is not null limit 1",
    [endpointId],
  );
  return rowCount !== 0;
}
