import { planOf } from "./catalog.ts";
import { type Args, connection } from "./connection.ts";
import type { SellingPlan } from "./records.ts";
import type { State } from "./state.ts";

export function planGroupAnswer(state: State, id: string) {
  const group = state.planGroups.get(id);
  if (!group) return null;
  return {
    __typename: "SellingPlanGroup",
    ...{ id, name: group.name, appId: state.ownApp },
    sellingPlans: (args: Args) => connection(group.plans.map(answer), args),
  };
}

export function planAnswer(state: State, id: string) {
  const plan = planOf(state, id);
  return plan ? answer(plan) : null;
}

const answer = (plan: SellingPlan) => ({ __typename: "SellingPlan", ...plan });
