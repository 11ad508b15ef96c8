// The merchant's workflows in Shopify Flow that the demo begins with, turned on: one that a failed payment starts, and
// one to run by hand.
import type { Flow } from "../flow/create-flow.ts";
import type { Workflow } from "../flow/workflow.ts";
import type { Stack } from "../stack.ts";
import { type Told, tells } from "../year/hook.ts";

/** handle of the trigger */
export const BILLING_FAILED = "billing-failed";

const HISTORY = {
  message: "Fifty points, given by the workflow.",
  ...{ value: 50, type: "Earn", balance: 150, previous_balance: 100 },
};

export interface ReadyWorkflows {
  flow: Flow;
  byHand: Workflow;
  /** what a run by hand has the app tell */
  told: Told;
}

/** `customer`: gid of the one that gets points. Throws SandboxError when the app does not confirm a trigger. */
export async function readyWorkflows(
  { shopify, shop }: Pick<Stack, "shopify" | "shop">,
  customer: string,
): Promise<ReadyWorkflows> {
  const flow = shopify.flowOf(shop);
  await flow.tellUsage(); // the app may know of workflows of the last time
  const failed = flow.addWorkflow({ name: "On billing failed", trigger: BILLING_FAILED, action: null });
  const points = { customer_id: customer, topic: "loyalty/points_changed" };
  const data = JSON.stringify({ points_history: HISTORY }, null, 2);
  const byHand = flow.addWorkflow({ name: "Give points", trigger: null, action: { ...points, data } });
  for (const { id } of [failed, byHand]) await flow.turnOn(id);
  return { flow, byHand, told: tells("loyalty/points_changed", customer) };
}
