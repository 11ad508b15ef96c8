import type { Answer, Answers, Questions } from "../../pipeline/mapping/questions.ts";
import { askContract } from "./ask-contract.ts";
import { askCustomer } from "./ask-customer.ts";
import { askCodes, askDiscount } from "./ask-discounts.ts";
import { askOrder } from "./ask-order.ts";
import { askShopMetafields } from "./ask-shop-metafields.ts";
import { askStoreCredit } from "./ask-store-credit.ts";
import { missingScope, ScopeDenied } from "./setbacks.ts";
import type { Talk } from "./talk.ts";

const CONTRACTS = ["read_own_subscription_contracts"];
const CUSTOMERS = ["read_customers"];
const ORDERS = ["read_orders"];
const DISCOUNTS = ["read_discounts"];
const STORE_CREDIT = [
  "read_customers",
  "read_store_credit_accounts",
  "read_store_credit_account_transactions",
];

/** Asks one after the other: the shop's budget lets no more through. Throws Postponed. */
export async function answerQuestions(talk: Talk, questions: Questions): Promise<Answers> {
  const { customer, order, storeCredit, discount, codes, shopMetafields } = questions;
  const answers = await answerContract(talk, questions);
  if (customer && answers.customer?.kind !== "known") {
    answers.customer = await answer(talk, CUSTOMERS, () => askCustomer(talk, customer));
  }
  if (order) answers.order = await answer(talk, ORDERS, () => askOrder(talk, order));
  if (storeCredit) {
    answers.storeCredit = await answer(talk, STORE_CREDIT, () => askStoreCredit(talk, storeCredit));
  }
  if (discount) answers.discount = await answer(talk, DISCOUNTS, () => askDiscount(talk, discount));
  if (codes) answers.codes = await answer(talk, DISCOUNTS, () => askCodes(talk, codes));
  if (shopMetafields) answers.shopMetafields = await answer(talk, [], () => askShopMetafields(talk));
  return answers;
}

/** Without the contract its events would say too little: they wait for the permission. */
async function answerContract(talk: Talk, { contract: id }: Questions): Promise<Answers> {
  if (!id) return {};
  const found = await answer(talk, CONTRACTS, () => askContract(talk, id));
  if (found.kind === "not_permitted") throw missingScope(found.scope, "contracts");
  if (found.kind !== "known") return { contract: found, customer: found };
  const { contract, customer } = found.value;
  return { contract: { kind: "known", value: contract }, customer };
}

/** `ask` gives null for what Shopify does not have. `scopes`: without one of them Shopify is not even asked. */
async function answer<T>(talk: Talk, scopes: string[], ask: () => Promise<T | null>): Promise<Answer<T>> {
  const scope = scopes.find((needed) => !talk.may(needed));
  if (scope) return { kind: "not_permitted", scope };
  try {
    const value = await ask();
    return value === null ? { kind: "missing" } : { kind: "known", value };
  } catch (error) {
    if (!(error instanceof ScopeDenied)) throw error;
    // Asked again without the part that needs it.
    if (talk.forget(error.scope)) return answer(talk, scopes, ask);
    return { kind: "not_permitted", scope: error.scope };
  }
}
