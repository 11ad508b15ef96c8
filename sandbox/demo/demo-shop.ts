// The shop of the demo: its year ends now, so its clock is behind by up to a year until the year is told.
import { randomInt } from "node:crypto";
import type { ShopData } from "../shopify/shop-data.ts";
import { SANDBOX_SHOP } from "../shopify/shop-data.ts";
import { createStore } from "../shopify/store/create-store.ts";
import { YEAR_MS } from "../year/year.ts";
import { openYearShop, type YearShop } from "../year/year-shop.ts";

export interface DemoShop {
  shop: YearShop;
  yearBegins: Date;
  /** undefined: from now on the shop's clock is this machine's */
  setClock(moment: Date | undefined): void;
  /** for the stand-in */
  dataOf(shop: string, scopes: string[]): ShopData;
}

export function createDemoShop(): DemoShop {
  const yearBegins = new Date(Date.now() - YEAR_MS);
  let moment: Date | undefined = yearBegins;
  const store = createStore(SANDBOX_SHOP, { now: () => moment ?? new Date() });
  return {
    shop: openYearShop(store, randomInt(1_000_000_000, 9_000_000_000)),
    yearBegins,
    setClock(next) {
      moment = next;
    },
    dataOf: (_shop, scopes) => store.data(scopes),
  };
}
