import { GraphQLError } from "graphql";
import { planOf } from "./catalog.ts";
import { type Args, connection } from "./connection.ts";
import { hasWords } from "./has-words.ts";
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

/** As the app asks for them: of every app, by words of their name. */
export function planGroupsAnswer(state: State, { query, sortKey: _asMade, ...paging }: Args) {
  const [, words] = /^app_id:ALL(?: (.+))?$/.exec(String(query)) ?? [];
  if (!String(query).startsWith("app_id:ALL"))
    throw new GraphQLError("The sandbox lists selling plan groups of every app: app_id:ALL.");
  const found = [...state.planGroups.values()].filter(({ name }) => hasWords(name, words));
  return connection(
    found.map(({ id }) => planGroupAnswer(state, id)),
    paging,
  );
}

const answer = (plan: SellingPlan) => ({ __typename: "SellingPlan", ...plan });
