// What a merchant chooses from for the rules: selling plan groups, selling plans and segments, by a search.

import type { Talk } from "../ask/talk.ts";
import {
  PlanChoicesDocument,
  PlanGroupChoicesDocument,
  SegmentChoicesDocument,
} from "../generated/operations.ts";

export const CHOICE_KINDS = ["plan_group", "plan", "segment"] as const;
export type ChoiceKind = (typeof CHOICE_KINDS)[number];

export interface Choice {
  /** gid */
  id: string;
  name: string;
  /** the group of a selling plan */
  group?: string;
}

export interface Choices {
  items: Choice[];
  /** whether a narrower search would find others */
  more: boolean;
}

const MOST = 100;
/** Each group costs a point, and so does each of its plans: a quarter of a shop's 2,000 for every word that is typed. */
const GROUPS = 15;
/** as many as a group can have (https://shopify.dev/changelog/selling-plan-group-limit-increase) */
const PLANS = 31;

export const findChoices = (talk: Talk, kind: ChoiceKind, search: string): Promise<Choices> =>
  FIND[kind](talk, words(search));

const FIND: Record<ChoiceKind, (talk: Talk, search: string) => Promise<Choices>> = {
  async plan_group(talk, search) {
    const variables = { query: ofEveryApp(search), first: MOST };
    const { sellingPlanGroups: found } = await talk.send(PlanGroupChoicesDocument, variables);
    return { items: found.nodes, more: found.pageInfo.hasNextPage };
  },
  /** Shopify searches the names of groups alone, so it is asked to only where the first groups are not all. */
  async plan(talk, search) {
    const first = await plansOf(talk, "");
    const called = first.items.filter((plan) => isCalled(plan, search));
    if (search === "" || !first.more) return { items: called, more: first.more };
    const found = await plansOf(talk, search);
    const items = new Map([...found.items, ...called].map((plan) => [plan.id, plan]));
    return { items: [...items.values()], more: true };
  },
  async segment(talk, search) {
    const { segments: found } = await talk.send(SegmentChoicesDocument, {
      query: search || null,
      first: MOST,
    });
    return { items: found.nodes, more: found.pageInfo.hasNextPage };
  },
};

async function plansOf(talk: Talk, search: string): Promise<Choices> {
  const variables = { query: ofEveryApp(search), first: GROUPS, plans: PLANS };
  const { sellingPlanGroups: found } = await talk.send(PlanChoicesDocument, variables);
  const items = found.nodes.flatMap(({ name: group, sellingPlans }) =>
    sellingPlans.nodes.map(({ id, name }) => ({ id, name, group })),
  );
  const isCut = found.nodes.some(({ sellingPlans }) => sellingPlans.pageInfo.hasNextPage);
  return { items, more: found.pageInfo.hasNextPage || isCut };
}

/** Whether each word of the search begins one of the plan's name or its group's. */
function isCalled({ name, group }: Choice, search: string): boolean {
  const called = wordsIn(`${group} ${name}`);
  return wordsIn(search).every((word) => called.some((one) => one.startsWith(word)));
}

/** Without it Shopify lists the groups of this app alone. */
const ofEveryApp = (search: string): string => `app_id:ALL ${search}`.trim();

/**
 * What a merchant types, in Shopify's search syntax: words without its signs, the last of which may go on.
 * https://shopify.dev/docs/api/usage/search-syntax
 */
function words(search: string): string {
  const plain = wordsIn(search.slice(0, 100)).join(" ");
  return plain && `${plain}*`;
}

const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
