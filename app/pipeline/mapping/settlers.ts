// Who looks again at a part of a resource when its time has come.
import { settleContact } from "./contact.ts";
import { settleContract } from "./contracts/upcoming.ts";
import type { Settler } from "./draft.ts";
import { settleLoyalty, settleLoyaltyTrigger } from "./loyalty/customer-loyalty.ts";
import { settleShopLoyalty } from "./loyalty/shop-loyalty.ts";
import { settleStoreCredit } from "./store-credit.ts";

/** By part. */
export const SETTLERS: ReadonlyMap<string, Settler> = new Map([
  ["contract", settleContract],
  ["contact", settleContact],
  ["store_credit", settleStoreCredit],
  ["loyalty", settleLoyalty],
  ["loyalty_trigger", settleLoyaltyTrigger],
  ["shop_loyalty", settleShopLoyalty],
]);
