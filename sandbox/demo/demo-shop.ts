// The shop of the demo: its year ends now, so its clock is behind by up to a year until the year is told.
import { randomInt } from "node:crypto";
import { SANDBOX_SHOP, type ShopData } from "../shopify/shop-data.ts";
import { createStore } from "../shopify/store/create-store.ts";
import type { ContractIds } from "../traffic/contract-stories.ts";
import { digits } from "../year/hook.ts";
import { YEAR_MS } from "../year/year.ts";
import { openYearShop, type YearShop } from "../year/year-shop.ts";

export interface DemoShop {
  shop: YearShop;
  yearBegins: Date;
  /** gid of one to whom the year does nothing */
  customer: string;
  /** undefined: from now on the shop's clock is this machine's */
  setClock(moment: Date | undefined): void;
  /** A contract that is due now, for the stories of the day. */
  newContract(): ContractIds;
  /** for the stand-in */
  dataOf(shop: string, scopes: string[]): ShopData;
}

export function createDemoShop(): DemoShop {
  const yearBegins = new Date(Date.now() - YEAR_MS);
  let moment: Date | undefined = yearBegins;
  const store = createStore(SANDBOX_SHOP, { now: () => moment ?? new Date() });
  const shop = openYearShop(store, randomInt(1_000_000_000, 9_000_000_000));
  const customer = store.addCustomer({ firstName: "Finn", lastName: "Example" }).id;
  return {
    ...{ shop, yearBegins, customer },
    newContract() {
      const { id: customer } = store.addCustomer({ firstName: "Gwen", lastName: "Example" });
      const { id: sellingPlan, name: sellingPlanName } = shop.plans.delivery;
      const line = { title: shop.coffee.title, product: shop.coffee.id, sellingPlan, sellingPlanName };
      const contract = store.addContract({ customer, lines: [line] });
      contract.nextBillingDate = new Date().toISOString();
      return { id: digits(contract.id), customer: digits(customer) };
    },
    setClock(next) {
      moment = next;
    },
    dataOf: (_shop, scopes) => store.data(scopes),
  };
}
