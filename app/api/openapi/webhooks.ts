// What endpoints receive: a webhook for each topic.
import type { ZodOpenApiObject, ZodOpenApiSchemaObject } from "zod-openapi";
import { bodySchema } from "../../topics/body-schema.ts";
import { TOPICS, type Topic } from "../../topics/catalog.ts";
import { CATEGORIES } from "../../topics/categories.ts";
import { CONTRACT_PARTS } from "../../topics/data/contract.ts";
import { LOYALTY_PARTS } from "../../topics/data/loyalty.ts";
import { sampleBody } from "../../topics/sample-body.ts";

type Webhooks = NonNullable<ZodOpenApiObject["webhooks"]>;

/** Parts that the bodies of several topics have: each stands in the document once. */
export const sharedSchemas = (): Record<string, ZodOpenApiSchemaObject> => ({
  ...CONTRACT_PARTS,
  ...LOYALTY_PARTS,
});

const text = (description: string, example: string, required = true) => ({
  ...({ in: "header", description, required, example } as const),
  schema: { type: "string" } as const,
});

const EVENT_ID = "evt_0193465a2d7b7c3e8f1a000000000001";

/** Of every call to an endpoint, by name. */
const REQUEST_HEADERS = {
  "webhook-id": text("The event's id: the same in every attempt, so that repetitions can be told", EVENT_ID),
  "webhook-timestamp": text(
    "Unix seconds of this attempt; refuse what is more than five minutes off",
    "1795168800",
  ),
  "webhook-signature": text(
    "Standard Webhooks: for each live secret, newest first, `v1,` and the base64 HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<body>`",
    "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
  ),
  signature: text(
    "The hex HMAC-SHA256 of the body, keyed with the text of the oldest live secret",
    "5f9b2d0cf1e9dd4b3b1a57c3de5a0d1b9d5c4f34d9d3c0a3cf0e2a2d9c2b6a11",
  ),
  "signature-next": text(
    "While a rotation overlaps: the same with the newest secret",
    "0c1a9e2fb3e5d6c7a8b9100f2e3d4c5b6a79888f7e6d5c4b3a291807f6e5d4c3",
    false,
  ),
  "x-shop-domain": text("The shop", "example.myshopify.com"),
  "x-topic": text("The topic", "order/paid"),
  "x-delivery-id": text("Of the delivery", "dlv_0193465a2d7b7c3e8f1a000000000001"),
  "x-attempt": text("From 1", "1"),
  "triggered-at": text("When it happened; the same in every attempt", "2026-11-20T10:00:00.123Z"),
  "x-triggered-at": text("The same", "2026-11-20T10:00:00.123Z"),
  "x-test": text("`true`, of test calls only", "true", false),
  "user-agent": text("Carillon and its version", "Carillon/1.0.0"),
} as const;

/** As the document's components hold them. */
export const requestHeaders = () =>
  Object.fromEntries(Object.entries(REQUEST_HEADERS).map(([name, header]) => [name, { name, ...header }]));

export const topicWebhooks = (): Webhooks =>
  Object.fromEntries(TOPICS.map((topic) => [topic.name, { post: toOperation(topic) }]));

const toOperation = ({ name, category, description }: Topic): NonNullable<Webhooks[string]["post"]> => ({
  operationId: `on ${name}`.replaceAll(/[ /_](\w)/g, (_, letter: string) => letter.toUpperCase()),
  tags: [CATEGORIES[category]],
  summary: description,
  security: [],
  parameters: Object.keys(REQUEST_HEADERS).map((header) => ({ $ref: `#/components/parameters/${header}` })),
  requestBody: {
    required: true,
    content: { "application/json": { schema: bodySchema(name), example: sampleBody(name) } },
  },
  responses: {
    "2XX": { description: "It has arrived; what the answer says is kept for the log" },
    "410": { description: "The endpoint is disabled at once" },
    default: { description: "It is sent again, ten times in all over three days" },
  },
});
