// Carries out duties until `signal` fires, in loops, one at a time each: a shop whose erasure takes an hour, or whose
// 50,000 webhooks are mapped again, must not keep others from uninstalling. They wait to be woken; the long timeout only makes up for a wake-up that was lost.
import type { Deps } from "../config/deps.ts";
import type { DutyKind } from "../pipeline/inbox/duties.ts";
import { claimDuty, nextDutyIn, settleDuty } from "./claim-duty.ts";
import { collectData } from "./collect-data.ts";
import type { Duty, DutyOutcome } from "./duty.ts";
import { eraseShopLog } from "./erase-log.ts";
import { followScopes } from "./follow-scopes.ts";
import { mapShopAgain } from "./map-again.ts";
import { pauseAfter } from "./pause.ts";
import { redactCustomer } from "./redact-customer.ts";
import { redactShop } from "./redact-shop.ts";
import { uninstallShop } from "./uninstall.ts";

const CARRY_OUT: Record<DutyKind, (deps: Deps, duty: Duty) => Promise<DutyOutcome>> = {
  uninstall: uninstallShop,
  scopes_update: followScopes,
  data_request: collectData,
  customer_redact: redactCustomer,
  shop_redact: redactShop,
  erase_log: eraseShopLog,
  map_again: mapShopAgain,
};

const ABOUT_THE_APP: readonly DutyKind[] = ["uninstall", "scopes_update"];
const ABOUT_RULES: readonly DutyKind[] = ["map_again"];
const ABOUT_DATA: readonly DutyKind[] = ["data_request", "customer_redact", "shop_redact", "erase_log"];

const LOOPS = [ABOUT_THE_APP, ABOUT_RULES, ABOUT_DATA];

const IDLE_MS = 120_000;
const AFTER_ERROR_MS = 10_000;

export async function runDutyWorkers(deps: Deps, signal: AbortSignal): Promise<void> {
  await Promise.all(LOOPS.map((kinds) => run(deps, kinds, signal)));
}

async function run(deps: Deps, kinds: readonly DutyKind[], signal: AbortSignal): Promise<void> {
  const { wake, log, pool } = deps;
  while (!signal.aborted) {
    const seen = wake.count("duties");
    try {
      if (await carryOutNext(deps, kinds)) continue;
      const next = await nextDutyIn(pool, kinds);
      await wake.next("duties", seen, Math.min(Math.max(next ?? IDLE_MS, 0), IDLE_MS), signal);
    } catch (error) {
      log.error({ error: (error as Error).message }, "duties.failed");
      await wake.next("duties", seen, AFTER_ERROR_MS, signal);
    }
  }
}

/** Whether there was one of these kinds. */
export async function carryOutNext(deps: Deps, kinds: readonly DutyKind[] = LOOPS.flat()): Promise<boolean> {
  const duty = await claimDuty(deps.pool, kinds);
  if (!duty) return false;
  const outcome = await CARRY_OUT[duty.kind](deps, duty).catch((error: Error) => laterBecause(error, duty));
  const status = await settleDuty(deps.pool, duty, outcome);
  const { id: duty_id, kind, shopDomain: shop, tries } = duty;
  const said = outcome.kind === "done" ? { result: outcome.result } : { reason: outcome.reason };
  deps.log[status === "failed" ? "error" : "info"](
    { duty_id, kind, shop, tries, status, ...said },
    "duty.tried",
  );
  return true;
}

/** The message of an error may quote data; its name does not. */
const laterBecause = (error: Error, duty: Duty): DutyOutcome => ({
  kind: "later",
  reason: `It failed: ${error.name}.`,
  afterMs: pauseAfter(duty),
});
