// What Shopify need not be asked twice, per process. Keys begin with the shop's domain.
import { type BoundedMap, createBoundedMap } from "./bounded-map.ts";

export interface Memory {
  /** A plan's category never changes; null: there is no such plan (any more). */
  planCategories: BoundedMap<string | null>;
  /** selling plans of a group */
  groupPlans: BoundedMap<{ plans: string[]; until: number }>;
  /** digits of this app's id at Shopify */
  ownApp: string | undefined;
}

export const createMemory = (): Memory => ({
  planCategories: createBoundedMap(10_000),
  groupPlans: createBoundedMap(2_000),
  ownApp: undefined,
});
