import { openCycle, replanCycles } from "./cycles.ts";
import type { Contract, ContractLine, ContractStatus, Delivery, Frequency } from "./records.ts";
import { get, type State, timeOf } from "./state.ts";

export type LineInput = Partial<Omit<ContractLine, "id">>;
export type ContractInput = Partial<
  Pick<
    Contract,
    "status" | "customer" | "currency" | "deliveryPrice" | "delivery" | "attributes" | "originOrder"
  >
> & { frequency?: Frequency; maxCycles?: number | null; lines?: LineInput[] };

const MONTHLY: Frequency = { interval: "MONTH", intervalCount: 1 };

export function contractVerbs(state: State) {
  const change = (id: string, changes: Partial<Contract>) => changeContract(state, id, changes);
  const become = (status: ContractStatus) => (id: string) => change(id, { status });

  return {
    addContract: (input: ContractInput = {}): Contract => addContract(state, input),
    pauseContract: become("PAUSED"),
    activateContract: become("ACTIVE"),
    cancelContract: become("CANCELLED"),
    expireContract: become("EXPIRED"),
    failContract: become("FAILED"),
    /** Billing and delivery alike; the running cycle ends as planned. */
    changeFrequency(id: string, frequency: Frequency): Contract {
      const contract = get(state.contracts, id);
      Object.assign(contract.billingPolicy, frequency);
      replanCycles(contract);
      return change(id, { deliveryPolicy: frequency });
    },
    changeDelivery: (id: string, changes: { deliveryPrice?: string; delivery?: Delivery | null }): Contract =>
      change(id, changes),
    addLine(id: string, input: LineInput = {}): ContractLine {
      const line = newLine(state, input);
      change(id, { lines: [...get(state.contracts, id).lines, line] });
      return line;
    },
    changeLine(id: string, line: string, changes: LineInput): Contract {
      const { lines } = get(state.contracts, id);
      return change(id, { lines: lines.map((old) => (old.id === line ? { ...old, ...changes } : old)) });
    },
    removeLine(id: string, line: string): Contract {
      const { lines } = get(state.contracts, id);
      return change(id, { lines: lines.filter((old) => old.id !== line) });
    },
    setAttributes: (id: string, attributes: Contract["attributes"]): Contract => change(id, { attributes }),
  };
}

/** Every change has a revision and a time of its own. */
export function changeContract(state: State, id: string, changes: Partial<Contract>): Contract {
  const contract = get(state.contracts, id);
  return Object.assign(contract, changes, {
    revision: contract.revision + 1n,
    updatedAt: timeOf(state),
  });
}

function addContract(
  state: State,
  { frequency = MONTHLY, maxCycles = null, lines = [{}], ...input }: ContractInput,
) {
  const now = timeOf(state);
  const contract: Contract = {
    ...{ id: state.newId("SubscriptionContract"), status: "ACTIVE", createdAt: now, updatedAt: now },
    revision: 9_007_199_254_740_993n, // more than a JavaScript number holds
    ...{ customer: null, currency: state.currency, nextBillingDate: null },
    billingPolicy: { ...frequency, minCycles: null, maxCycles },
    ...{ deliveryPolicy: frequency, deliveryPrice: "5.00", attributes: [], originOrder: null },
    delivery: { method: "Shipping", title: "Standard", presentmentTitle: "Standard" },
    ...{ cycles: [], attempts: [] },
    ...input,
    lines: lines.map((line) => newLine(state, line)),
  };
  contract.nextBillingDate = openCycle(contract).expectedAt;
  state.contracts.set(contract.id, contract);
  return contract;
}

const newLine = (state: State, input: LineInput): ContractLine => ({
  ...{ id: state.newId("SubscriptionLine"), product: null, variant: null, sku: null },
  ...{ title: "Coffee", variantTitle: null, quantity: 1, price: "20.00" },
  ...{ sellingPlan: null, sellingPlanName: null, attributes: [] },
  ...input,
});
