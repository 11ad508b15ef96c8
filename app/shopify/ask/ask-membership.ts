// What the merchant's membership rule wants to know of products and selling plans. A wrong kind would be wrong for
// good, so without read_products the questions wait.
import { ProductTagsDocument, SellingPlanGroupDocument } from "../generated/operations.ts";
import { missingScope } from "./setbacks.ts";
import type { Talk } from "./talk.ts";

const PRODUCTS = "read_products";
/** Shopify takes up to 250 ids at once; objects cost a point each. */
const IDS = 100;
const GROUP_FRESH_MS = 10 * 60_000;

/** Throws Postponed when the shop has not granted what products and selling plans need. */
export function needProducts(talk: Talk): void {
  if (!talk.may(PRODUCTS)) throw missingScope(PRODUCTS, "plans");
}

/** Tags by product; nothing is asked when the rule names none. */
export async function askProductTags(
  talk: Talk,
  products: (string | null)[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const ids = unique(products);
  if (talk.rules.membership.tags.length === 0 || ids.length === 0) return found;
  needProducts(talk);
  for (let start = 0; start < ids.length; start += IDS) {
    const { nodes } = await talk.send(ProductTagsDocument, { ids: ids.slice(start, start + IDS) });
    for (const node of nodes) if (node && "tags" in node) found.set(node.id, node.tags);
  }
  return found;
}

/** Finds the groups of the rule that a selling plan belongs to; nothing is asked when no line has a plan. */
export async function askPlanGroups(
  talk: Talk,
  plans: (string | null)[],
): Promise<(plan: string | null) => string[]> {
  const named = unique(plans).length > 0 ? talk.rules.membership.selling_plan_groups : [];
  if (named.length > 0) needProducts(talk);
  const groups: { id: string; plans: string[] }[] = [];
  for (const id of named) groups.push({ id, plans: await plansOf(talk, id) });
  return (plan) => groups.filter(({ plans }) => plan && plans.includes(plan)).map(({ id }) => id);
}

/** A group that is gone has none. */
async function plansOf({ memory, clock, send, shopDomain }: Talk, id: string): Promise<string[]> {
  const key = `${shopDomain} ${id}`;
  const now = clock.now().getTime();
  const known = memory.groupPlans.get(key);
  if (known && known.until > now) return known.plans;
  const { sellingPlanGroup } = await send(SellingPlanGroupDocument, { id });
  const plans = sellingPlanGroup?.sellingPlans.nodes.map((plan) => plan.id) ?? [];
  memory.groupPlans.set(key, { plans, until: now + GROUP_FRESH_MS });
  return plans;
}

const unique = (ids: (string | null)[]) => [...new Set(ids)].filter((id) => id !== null);
