// Every topic that a merchant can choose: one row a topic, and all that is derived from it (panel, API, docs) reads
// it here. Client-safe.
import { ENDPOINT } from "./catalog/endpoint.ts";
import { LOYALTY, WALLET_PASS } from "./catalog/loyalty.ts";
import { MEMBERSHIPS } from "./catalog/membership.ts";
import { CONTACT, CUSTOMER, FORM, ORDER, PAYMENT_METHOD, PRODUCT } from "./catalog/shop.ts";
import { SUBSCRIPTION } from "./catalog/subscription.ts";
import type { Topic as Row } from "./catalog/topic.ts";

export type Topic = Row;

/** By category, in the order of categories.ts. */
export const TOPICS = [
  ...SUBSCRIPTION,
  ...MEMBERSHIPS,
  ...PAYMENT_METHOD,
  ...LOYALTY,
  ...WALLET_PASS,
  ...ORDER,
  ...CUSTOMER,
  ...CONTACT,
  ...PRODUCT,
  ...FORM,
  ...ENDPOINT,
] as const satisfies readonly Topic[];

export type TopicName = (typeof TOPICS)[number]["name"];

const NAMES = new Set<string>(TOPICS.map(({ name }) => name));

export const isTopic = (name: string): name is TopicName => NAMES.has(name);
