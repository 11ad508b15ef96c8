// The shape of `data`, by topic. What is unknown is null, and its path stands in `unavailable` with the reason.
import { z } from "zod";
import { isTopic, type TopicName } from "./catalog.ts";
import { MEMBERSHIP_DATA, SUBSCRIPTION_DATA } from "./data/contract.ts";
import { LOYALTY_DATA, WALLET_PASS_DATA } from "./data/loyalty.ts";
import { CONTACT_DATA, ENDPOINT_DATA, FORM_DATA, PAYLOAD_DATA, PAYMENT_METHOD_DATA } from "./data/shop.ts";

const DATA: Record<TopicName, z.ZodType<Record<string, unknown>>> = {
  ...SUBSCRIPTION_DATA,
  ...MEMBERSHIP_DATA,
  ...PAYMENT_METHOD_DATA,
  ...LOYALTY_DATA,
  ...WALLET_PASS_DATA,
  ...PAYLOAD_DATA,
  ...CONTACT_DATA,
  ...FORM_DATA,
  ...ENDPOINT_DATA,
};

/** `data` of a topic. Throws on a name that is not in the catalogue. */
export function dataSchema(topic: string): z.ZodType<Record<string, unknown>> {
  if (!isTopic(topic)) throw new Error(`no data schema for ${topic}`);
  return DATA[topic];
}

/** The same as JSON Schema. It lets unknown fields through: data that was sent in keeps them, and later ones may come. */
export const dataJsonSchema = (topic: string) => z.toJSONSchema(dataSchema(topic), { io: "input" });
