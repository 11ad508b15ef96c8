// The budget of work that can wait: half of a shop's points are left to whoever cannot. It waits before it stands in
// line, so nobody waits behind it for long.
import type { Clock } from "../../config/clock.ts";
import { createBoundedMap } from "../ask/bounded-map.ts";
import type { CallBudget, Cost, Reply, Wait } from "../ask/call-budget.ts";

const LEFT_TO_OTHERS = 0.5;
const SHOPS = 5_000;

export function patientBudget(shared: CallBudget, { clock, wait }: { clock: Clock; wait: Wait }): CallBudget {
  const last = createBoundedMap<Cost & { at: number }>(SHOPS);

  return {
    async spend<T>(shop: string, operation: string, call: () => Promise<Reply<T>>): Promise<T> {
      const known = last.get(shop);
      const waitMs = known ? missingMs(known, clock.now().getTime() - known.at) : 0;
      if (waitMs > 0) await wait(waitMs);
      return shared.spend(shop, operation, async () => {
        const reply = await call();
        if (reply.cost) last.set(shop, { ...reply.cost, at: clock.now().getTime() });
        return reply;
      });
    },
  };
}

/** Until another call like the last one leaves the others their half. */
function missingMs({ requestedQueryCost, throttleStatus }: Cost, passedMs: number): number {
  const { maximumAvailable, currentlyAvailable, restoreRate } = throttleStatus;
  const needed = Math.min(maximumAvailable, requestedQueryCost + LEFT_TO_OTHERS * maximumAvailable);
  return Math.ceil(((needed - currentlyAvailable) / restoreRate) * 1_000) - passedMs;
}
