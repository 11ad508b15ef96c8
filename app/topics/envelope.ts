// The body that every receiver gets. Serialized once per event; each attempt sends the same bytes.
import { z } from "zod";

/** The version of the envelope and of the data schemas. */
const PAYLOAD_VERSION = "2026-11";

export const envelopeSchema = z.object({
  redacted: z
    .literal(true)
    .optional()
    .describe(
      "Present when what it said of a person has been erased: those fields are null, those lists empty",
    ),
  id: z.string().startsWith("evt_").describe("Of the event; the same in every attempt and at every endpoint"),
  topic: z.string().describe("What happened"),
  version: z.literal(PAYLOAD_VERSION).describe("Of the body's form"),
  shop_domain: z.string().describe("The shop's myshopify.com domain"),
  triggered_at: z.iso.datetime({ precision: 3 }).describe("When it happened"),
  test: z.boolean().describe("Whether it is a test call"),
  environment: z.enum(["live", "test"]).describe("test for development shops and for test orders"),
  resource: z.string().nullable().describe("gid of what it is about"),
  sequence: z.int().min(0).nullable().describe("Counts the events about resource: a lower number is older"),
  data: z.record(z.string(), z.unknown()).describe("By topic"),
});

export interface Envelope {
  id: string;
  topic: string;
  shopDomain: string;
  triggeredAt: Date;
  test: boolean;
  environment: "live" | "test";
  /** gid of what the event is about */
  resource: string | null;
  /** counts the shop's events about `resource`; null when resource is null, 0 for test calls */
  sequence: number | null;
  data: Record<string, unknown>;
}

/** The body as text. Numbers in `data` that came from Shopify keep the form they had (parse-payload.ts). */
export function serializeEnvelope(envelope: Envelope): string {
  return JSON.stringify({
    id: envelope.id,
    topic: envelope.topic,
    version: PAYLOAD_VERSION,
    shop_domain: envelope.shopDomain,
    triggered_at: envelope.triggeredAt.toISOString(),
    test: envelope.test,
    environment: envelope.environment,
    resource: envelope.resource,
    sequence: envelope.sequence,
    data: envelope.data,
  });
}
