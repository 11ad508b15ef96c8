import type { OrderFacts } from "../../pipeline/mapping/questions.ts";
import {
  OrderDocument,
  type OrderLineFieldsFragment,
  OrderLinesDocument,
  OwnAppDocument,
} from "../generated/operations.ts";
import { askPlanGroups, needProducts } from "./ask-membership.ts";
import { askPlanCategories } from "./ask-plan-categories.ts";
import { collectPages } from "./collect-pages.ts";
import { digitsOf } from "./gid.ts";
import { Postponed } from "./setbacks.ts";
import type { Talk } from "./talk.ts";

const MAX_LINES = 250;

/** null: there is no such order. */
export async function askOrder(talk: Talk, id: string): Promise<OrderFacts | null> {
  const may = { mayCustomers: talk.may("read_customers"), mayProducts: talk.may("read_products") };
  const { order } = await talk.send(OrderDocument, { id, ...may });
  if (!order) return null;
  const lines = await collectPages(order.lineItems, MAX_LINES, async (after) => {
    const more = await talk.send(OrderLinesDocument, { id, after, mayProducts: may.mayProducts });
    return more.order?.lineItems;
  });
  return {
    id: order.id,
    app: digitsOf(order.app?.id),
    ownApp: await askOwnApp(talk),
    customer: order.customer?.id ?? null,
    sourceName: order.sourceName,
    tags: order.tags,
    lines: await readLines(talk, lines),
  };
}

async function readLines(talk: Talk, lines: OrderLineFieldsFragment[]): Promise<OrderFacts["lines"]> {
  if (talk.rules.membership.tags.length > 0) needProducts(talk);
  const plans = lines.map(planOf);
  const categoryOf = await askPlanCategories(talk, plans);
  const groupsOf = await askPlanGroups(talk, plans);
  return lines.map((line) => ({
    id: line.id,
    product: line.product?.id ?? null,
    productTags: line.product?.tags ?? [],
    sellingPlan: planOf(line),
    sellingPlanName: line.sellingPlan?.name ?? null,
    category: categoryOf(planOf(line)),
    sellingPlanGroups: groupsOf(planOf(line)),
  }));
}

const planOf = ({ sellingPlan }: OrderLineFieldsFragment) => sellingPlan?.sellingPlanId ?? null;

/** The same for every shop. */
async function askOwnApp({ memory, send }: Talk): Promise<string> {
  if (memory.ownApp) return memory.ownApp;
  const { currentAppInstallation } = await send(OwnAppDocument, {});
  const digits = digitsOf(currentAppInstallation.app.id);
  if (!digits) throw new Postponed("Shopify did not tell this app's number.");
  memory.ownApp = digits;
  return digits;
}
