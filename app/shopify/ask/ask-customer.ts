import type { CustomerFacts } from "../../pipeline/mapping/questions.ts";
import { CustomerDocument, type CustomerFieldsFragment } from "../generated/operations.ts";
import { moneyOf } from "./money.ts";
import { metafieldKeys, readMetafield } from "./preset-metafields.ts";
import type { Talk } from "./talk.ts";

/** null: there is no such customer. */
export async function askCustomer(talk: Talk, id: string): Promise<CustomerFacts | null> {
  const { customer, shop } = await talk.send(CustomerDocument, { id, ...customerVariables(talk) });
  return customer && readCustomer(customer, shop.currencyCode);
}

/** What CustomerFields wants. */
export function customerVariables(talk: Talk) {
  const keys = metafieldKeys(talk.rules, "customer");
  return {
    mayStoreCredits: talk.may("read_store_credit_accounts"),
    metafieldKeys: keys,
    metafieldCount: Math.max(1, keys.length), // what is asked for costs points
    wantsMetafields: keys.length > 0,
  };
}

/** `currency`: the shop's. */
export function readCustomer(customer: CustomerFieldsFragment, currency: string): CustomerFacts {
  return {
    id: customer.id,
    email: customer.defaultEmailAddress?.emailAddress ?? null,
    firstName: customer.firstName,
    lastName: customer.lastName,
    name: customer.displayName,
    phone: customer.defaultPhoneNumber?.phoneNumber ?? null,
    tags: customer.tags,
    metafields: customer.metafields?.nodes.map(readMetafield) ?? [],
    shopCurrency: currency,
    storeCredits: customer.storeCreditAccounts?.nodes.map(({ balance }) => moneyOf(balance)) ?? null,
  };
}
