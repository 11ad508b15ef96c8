import { type Envelope, serializeEnvelope } from "./envelope.ts";
import { sampleData, sampleResource } from "./samples.ts";

const SAMPLE: Omit<Envelope, "topic" | "resource" | "data"> = {
  id: "evt_0193465a2d7b7c3e8f1a000000000001",
  shopDomain: "example.myshopify.com",
  triggeredAt: new Date("2026-11-20T10:00:00.123Z"),
  test: false,
  environment: "live",
  sequence: 1,
};

/** A whole body of the topic, always the same. Throws on a name that is not in the catalogue. */
export function sampleBody(topic: string): Record<string, unknown> {
  const resource = sampleResource(topic);
  const sequence = resource === null ? null : SAMPLE.sequence;
  const envelope = { ...SAMPLE, topic, resource, sequence, data: sampleData(topic) };
  return JSON.parse(serializeEnvelope(envelope)) as Record<string, unknown>;
}
