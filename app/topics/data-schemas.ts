// The shape of `data`, by topic. What is unknown is null, and its path stands in `unavailable` with the reason; what the
// merchant holds back is null, and its path stands in `redacted`.
import { z } from "zod";
import type { TopicName } from "./catalog.ts";
import { MEMBERSHIP_DATA, SUBSCRIPTION_DATA } from "./data/contract.ts";
import { LOYALTY_DATA, WALLET_PASS_DATA } from "./data/loyalty.ts";
import { CONTACT_DATA, ENDPOINT_DATA, FORM_DATA, PAYLOAD_DATA, PAYMENT_METHOD_DATA } from "./data/shop.ts";

const FIELDS: Record<TopicName, z.ZodObject> = {
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

const redacted = z
  .array(z.string())
  .optional()
  .describe("Paths of what the merchant holds back; left out while there is none");

const DATA = new Map(Object.entries(FIELDS).map(([topic, fields]) => [topic, fields.extend({ redacted })]));

/** `data` of a topic. Throws on a name that is not in the catalogue. */
export function dataSchema(topic: string): z.ZodType<Record<string, unknown>> {
  const schema = DATA.get(topic);
  if (!schema) throw new Error(`no data schema for ${topic}`);
  return schema;
}

/** How zod's schemas become JSON Schemas: as they have to be written, and without `starts_with`, which is no format of it. */
export const JSON_SCHEMA = {
  io: "input",
  override: ({ jsonSchema }) => {
    if (jsonSchema.format === "starts_with") delete jsonSchema.format;
  },
} as const satisfies z.core.ToJSONSchemaParams;

/** The same as JSON Schema. It lets unknown fields through: data that was sent in keeps them, and later ones may come. */
export const dataJsonSchema = (topic: string) => z.toJSONSchema(dataSchema(topic), JSON_SCHEMA);
