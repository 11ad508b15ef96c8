import type { Product, SellingPlan, SellingPlanGroup } from "./records.ts";
import { get, type State, timeOf } from "./state.ts";

export function catalogVerbs(state: State) {
  return {
    addProduct(input: Partial<Omit<Product, "id">> = {}): Product {
      const now = timeOf(state);
      const times = { createdAt: now, updatedAt: now };
      const product = { id: state.newId("Product"), title: "Coffee", tags: [], ...times, ...input };
      state.products.set(product.id, product);
      return product;
    },
    updateProduct: (id: string, changes: Partial<Omit<Product, "id">>): Product =>
      Object.assign(get(state.products, id), { updatedAt: timeOf(state) }, changes),
    addPlanGroup(name: string, plans: Omit<SellingPlan, "id">[]): SellingPlanGroup {
      const group = {
        id: state.newId("SellingPlanGroup"),
        name,
        plans: plans.map((plan) => ({ id: state.newId("SellingPlan"), ...plan })),
      };
      state.planGroups.set(group.id, group);
      return group;
    },
    /** The plan is gone from Shopify; contracts and orders keep its id. */
    removePlan(id: string): void {
      for (const group of state.planGroups.values()) {
        group.plans = group.plans.filter((plan) => plan.id !== id);
      }
    },
  };
}

export const planOf = (state: State, id: string): SellingPlan | undefined =>
  [...state.planGroups.values()].flatMap(({ plans }) => plans).find((plan) => plan.id === id);
