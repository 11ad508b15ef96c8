// A sample of `data` for every topic: what a test call sends and the docs show. Always the same.
import type { Category } from "./categories.ts";
import { dataSchema } from "./data-schemas.ts";
import { contractSample, storeCreditSample } from "./samples/contract.ts";
import { loyaltySample, walletPassSample } from "./samples/loyalty.ts";
import { GIDS, SAMPLE_ENDPOINT } from "./samples/person.ts";
import {
  contactSample,
  customerSample,
  endpointSample,
  formSample,
  orderSample,
  paymentMethodSample,
  productSample,
} from "./samples/shop.ts";

type Data = Record<string, unknown>;

/** Deterministic sample of a topic's `data`; it parses with the topic's own schema. Throws on an unknown name. */
export function sampleData(topic: string): Data {
  const schema = dataSchema(topic);
  const { category, name } = partsOf(topic);
  return schema.parse(SAMPLES[category](name));
}

/** What the sample is about: a gid, or an endpoint's id. null: a form is about nothing that has an id. */
export const sampleResource = (topic: string): string | null =>
  SPECIAL_RESOURCES[topic] ?? RESOURCES[partsOf(topic).category];

function partsOf(topic: string) {
  const [category = "", name = ""] = topic.split("/");
  return { category: category as Category, name };
}

const SAMPLES: Record<Category, (name: string) => Data> = {
  subscription: (name) => contractSample("subscription", name),
  membership: (name) =>
    name === "store_credits_changed" ? storeCreditSample : contractSample("membership", name),
  payment_method: paymentMethodSample,
  loyalty: loyaltySample,
  wallet_pass: walletPassSample,
  order: orderSample,
  customer: customerSample,
  contact: contactSample,
  product: productSample,
  form: formSample,
  endpoint: endpointSample,
};

const RESOURCES: Record<Category, string | null> = {
  subscription: GIDS.contract,
  membership: GIDS.contract,
  payment_method: GIDS.paymentMethod,
  loyalty: GIDS.customer,
  wallet_pass: GIDS.customer,
  order: GIDS.order,
  customer: GIDS.customer,
  contact: GIDS.customer,
  product: GIDS.product,
  form: null,
  endpoint: SAMPLE_ENDPOINT,
};

/** Where a topic is about something else than its category's others. */
const SPECIAL_RESOURCES: Record<string, string> = {
  "membership/store_credits_changed": GIDS.customer,
  "loyalty/rule_created": GIDS.rule,
  "loyalty/rule_updated": GIDS.rule,
  "loyalty/tier_created": GIDS.tier,
  "loyalty/tier_updated": GIDS.tier,
  "loyalty/coupon_created": GIDS.discount,
  "loyalty/coupon_updated": GIDS.discount,
  "loyalty/coupon_redeemed": GIDS.order,
};
