// What happens to a contract's cycles. The next billing date is always that of the first open cycle.
import { changeContract } from "./contracts.ts";
import { cycleOf, openCycle } from "./cycles.ts";
import { addOrder } from "./orders.ts";
import type { Attempt, Contract, Cycle } from "./records.ts";
import { get, type State, timeOf } from "./state.ts";

export interface BillInput {
  /** none: the open one */
  cycle?: number;
  outcome?: Attempt["outcome"];
  errorCode?: string | null;
  errorMessage?: string | null;
}

export function billingVerbs(state: State) {
  function editCycle(id: string, index: number, changes: Partial<Cycle>): Cycle {
    const contract = get(state.contracts, id);
    const cycle = Object.assign(cycleOf(contract, index), changes, { edited: true });
    changeContract(state, id, { nextBillingDate: openCycle(contract).expectedAt });
    return cycle;
  }

  return {
    skipCycle: (id: string, index: number): Cycle => editCycle(id, index, { skipped: true }),
    unskipCycle: (id: string, index: number): Cycle => editCycle(id, index, { skipped: false }),
    moveCycle: (id: string, index: number, date: string): Cycle => editCycle(id, index, { expectedAt: date }),
    /** Moves the open cycle. */
    setNextBillingDate: (id: string, date: string): Cycle =>
      editCycle(id, openCycle(get(state.contracts, id)).index, { expectedAt: date }),
    /** A success makes an order of the contract's lines. */
    billCycle(id: string, { cycle, outcome = "success", ...error }: BillInput = {}): Attempt {
      const contract = get(state.contracts, id);
      const index = cycle ?? openCycle(contract).index;
      const attempt: Attempt = {
        ...{ id: state.newId("SubscriptionBillingAttempt"), contract: id, cycle: index, outcome },
        ...{ errorCode: null, errorMessage: null, ...error },
        order: outcome === "success" ? addRenewal(state, contract) : null,
        idempotencyKey: `${id} ${index} ${contract.attempts.length}`,
        createdAt: timeOf(state),
        completedAt: outcome === "pending" ? null : timeOf(state),
      };
      contract.attempts.push(attempt);
      changeContract(state, id, { nextBillingDate: openCycle(contract).expectedAt });
      return attempt;
    },
  };
}

function addRenewal(state: State, { customer, lines }: Contract): string {
  const order = addOrder(state, {
    ...{ customer, app: state.ownApp, sourceName: "subscription_contract_checkout_one" },
    lines: lines.map(({ title, quantity, product, sellingPlan, sellingPlanName }) => ({
      ...{ title, quantity, product, sellingPlan, sellingPlanName },
    })),
  });
  return order.id;
}
