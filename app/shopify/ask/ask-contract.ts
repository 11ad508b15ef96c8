import type { Answer, BillingCycle, ContractFacts, CustomerFacts } from "../../pipeline/mapping/questions.ts";
import {
  ContractCyclesDocument,
  type ContractCyclesQuery,
  ContractDocument,
  ContractLinesDocument,
  type ContractQuery,
} from "../generated/operations.ts";
import { customerVariables, readCustomer } from "./ask-customer.ts";
import { askPlanGroups, askProductTags } from "./ask-membership.ts";
import { collectPages } from "./collect-pages.ts";
import { readContract } from "./read-contract.ts";
import type { Talk } from "./talk.ts";

const MAX_LINES = 250;
const DAY_MS = 86_400_000;

interface Found {
  contract: ContractFacts;
  customer: Answer<CustomerFacts>;
}

/** null: there is no such contract among those of this app. */
export async function askContract(talk: Talk, id: string): Promise<Found | null> {
  const mayCustomers = talk.may("read_customers");
  const may = { mayCustomers, mayOrders: talk.may("read_orders") };
  const answer = await talk.send(ContractDocument, { id, ...may, ...customerVariables(talk) });
  const contract = answer.subscriptionContract;
  if (!contract) return null;
  const lines = await collectPages(contract.lines, MAX_LINES, async (after) => {
    const more = await talk.send(ContractLinesDocument, { id, after });
    return more.subscriptionContract?.lines;
  });
  // Sequential: asked of a contract that Shopify does not have, the cycles would be an error.
  const cycles = await askCycles(talk, id);
  const tags = await askProductTags(
    talk,
    lines.map(({ productId }) => productId),
  );
  const groupsOf = await askPlanGroups(
    talk,
    lines.map(({ sellingPlanId }) => sellingPlanId),
  );
  return {
    contract: { ...readContract(contract, lines, { tags, groupsOf }), cycles },
    customer: mayCustomers ? customerOf(answer) : { kind: "not_permitted", scope: "read_customers" },
  };
}

function customerOf({ subscriptionContract: contract, shop }: ContractQuery): Answer<CustomerFacts> {
  const customer = contract?.customer;
  return customer ? { kind: "known", value: readCustomer(customer, shop.currencyCode) } : { kind: "missing" };
}

async function askCycles(talk: Talk, id: string): Promise<BillingCycle[]> {
  const now = talk.clock.now().getTime();
  const answer = await talk.send(ContractCyclesDocument, {
    id,
    from: new Date(now - DAY_MS).toISOString(),
    until: new Date(now + 365 * DAY_MS).toISOString(),
  });
  return answer.subscriptionBillingCycles.nodes.map(readCycle);
}

const readCycle = (
  cycle: ContractCyclesQuery["subscriptionBillingCycles"]["nodes"][number],
): BillingCycle => ({
  index: cycle.cycleIndex,
  startsAt: cycle.cycleStartAt,
  endsAt: cycle.cycleEndAt,
  expectedAt: cycle.billingAttemptExpectedDate,
  skipped: cycle.skipped,
  edited: cycle.edited,
  billed: cycle.status === "BILLED",
  attempts: cycle.billingAttempts.nodes.map((attempt) => attempt.id),
});
