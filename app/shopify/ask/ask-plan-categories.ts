import { SellingPlanCategoriesDocument } from "../generated/operations.ts";
import { needProducts } from "./ask-membership.ts";
import type { Talk } from "./talk.ts";

/** Shopify takes up to 250 ids at once; objects cost a point each. */
const IDS = 100;

/** Tells a selling plan's category; null: there is no such plan (any more). Each plan of a shop is asked for once. */
export async function askPlanCategories(
  talk: Talk,
  plans: (string | null)[],
): Promise<(plan: string | null) => string | null> {
  const { memory, shopDomain } = talk;
  const keyOf = (plan: string) => `${shopDomain} ${plan}`;
  const known = new Map<string, string | null>();
  const unknown: string[] = [];
  for (const plan of new Set(plans)) {
    if (plan === null) continue;
    const category = memory.planCategories.get(keyOf(plan));
    if (category === undefined) unknown.push(plan);
    else known.set(plan, category);
  }
  if (unknown.length > 0) needProducts(talk);
  for (let start = 0; start < unknown.length; start += IDS) {
    const ids = unknown.slice(start, start + IDS);
    const { nodes } = await talk.send(SellingPlanCategoriesDocument, { ids });
    for (const [index, plan] of ids.entries()) {
      const node = nodes[index];
      const category = node && "category" in node ? node.category : null;
      known.set(plan, category);
      memory.planCategories.set(keyOf(plan), category);
    }
  }
  return (plan) => (plan === null ? null : (known.get(plan) ?? null));
}
