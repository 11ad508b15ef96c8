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
/** Each group costs a point, and so does each of its plans. */
const GROUPS = 25;
const PLANS = 20;

export const findChoices = (talk: Talk, kind: ChoiceKind, search: string): Promise<Choices> =>
  FIND[kind](talk, words(search));

const FIND: Record<ChoiceKind, (talk: Talk, search: string) => Promise<Choices>> = {
  async plan_group(talk, search) {
    const variables = { query: ofEveryApp(search), first: MOST };
    const { sellingPlanGroups: found } = await talk.send(PlanGroupChoicesDocument, variables);
    return { items: found.nodes, more: found.pageInfo.hasNextPage };
  },
  async plan(talk, search) {
    const variables = { query: ofEveryApp(search), first: GROUPS, plans: PLANS };
    const { sellingPlanGroups: found } = await talk.send(PlanChoicesDocument, variables);
    const items = found.nodes.flatMap(({ name: group, sellingPlans }) =>
      sellingPlans.nodes.map(({ id, name }) => ({ id, name, group })),
    );
    return { items, more: found.pageInfo.hasNextPage };
  },
  async segment(talk, search) {
    const { segments: found } = await talk.send(SegmentChoicesDocument, {
      query: search || null,
      first: MOST,
    });
    return { items: found.nodes, more: found.pageInfo.hasNextPage };
  },
};

/** Without it Shopify lists the groups of this app alone. */
const ofEveryApp = (search: string): string => `app_id:ALL ${search}`.trim();

/**
 * What a merchant types, in Shopify's search syntax: words without its signs, the last of which may go on.
 * https://shopify.dev/docs/api/usage/search-syntax
 */
function words(search: string): string {
  const plain = search
    .slice(0, 100)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_]+/gu, " ")
    .trim();
  return plain && `${plain}*`;
}
