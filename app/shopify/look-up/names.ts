import type { Rules } from "../../rules/rules-schema.ts";
import type { Talk } from "../ask/talk.ts";
import { NamesOfDocument } from "../generated/operations.ts";

/** Shopify takes 250; objects cost a point each. */
const IDS = 200;

/** What the rules name by gid, by gid, as the merchant knows it. What is gone from Shopify is missing. */
export async function namesIn(talk: Talk, rules: Rules): Promise<Record<string, string>> {
  const ids = gidsIn(rules);
  const names: Record<string, string> = {};
  for (let start = 0; start < ids.length; start += IDS) {
    const { nodes } = await talk.send(NamesOfDocument, { ids: ids.slice(start, start + IDS) });
    for (const node of nodes) {
      if (node && "title" in node) names[node.id] = node.title;
      else if (node && "name" in node) names[node.id] = node.name;
    }
  }
  return names;
}

const gidsIn = ({ membership, gift, loyalty }: Rules): string[] => [
  ...new Set([
    ...membership.selling_plan_groups,
    ...membership.products,
    ...gift.selling_plans,
    ...loyalty.tiers.flatMap(({ segment }) => segment ?? []),
  ]),
];
