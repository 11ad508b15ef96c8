import type { Clock } from "#app/config/clock.ts";
import { createStore, type Store } from "./store/create-store.ts";

/** The shop of that domain, empty when it is first asked for. */
export type StoreOf = (shop: string) => Store;

export function createStores(clock: Clock): StoreOf {
  const stores = new Map<string, Store>();
  return (shop) => {
    const store = stores.get(shop) ?? createStore(shop, clock);
    stores.set(shop, store);
    return store;
  };
}
