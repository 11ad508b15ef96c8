// One shop in memory. Its verbs change it as the merchant, the customers and the apps would; `data` is what the
// Admin API answers of it.
import type { Clock } from "#app/config/clock.ts";
import type { ShopData } from "../shop-data.ts";
import { answersOf } from "./answers.ts";
import { billingVerbs } from "./billing.ts";
import { catalogVerbs } from "./catalog.ts";
import { contractVerbs } from "./contracts.ts";
import { customerVerbs } from "./customers.ts";
import { discountVerbs } from "./discounts.ts";
import { orderVerbs } from "./orders.ts";
import { segmentVerbs } from "./segments.ts";
import { emptyState } from "./state.ts";
import { storeCreditVerbs } from "./store-credit.ts";

export type Store = ReturnType<typeof createStore>;

/** `shop`: its myshopify.com domain. */
export function createStore(shop: string, clock: Clock) {
  const state = emptyState(shop, clock);
  return {
    state,
    ...customerVerbs(state),
    ...storeCreditVerbs(state),
    ...catalogVerbs(state),
    ...orderVerbs(state),
    ...contractVerbs(state),
    ...billingVerbs(state),
    ...discountVerbs(state),
    ...segmentVerbs(state),
    /** `scopes`: of the token that asks */
    data: (scopes: string[]): ShopData => answersOf(state, scopes),
  };
}
