import { VERSION } from "../../config/version.ts";
import { serializeEnvelope } from "../../topics/envelope.ts";
import { sampleData, sampleResource } from "../../topics/samples.ts";
import { prepareRequest } from "./prepare-request.ts";

interface SampleShop {
  domain: string;
  environment: "live" | "test";
}

interface SampleRequest {
  headers: Record<string, string>;
  /** JSON */
  body: string;
}

/** Nobody's: what it signs is to be looked at, not to be verified. */
const SAMPLE_SECRET = "whsec_c2FtcGxlIHNlY3JldCBvZiBub2JvZHkncw==";
const EVENT = "evt_019ab000000070008000000000000002";
const DELIVERY = "dlv_019ab000000070008000000000000003";

/** What an endpoint would get of a topic: the first attempt, with the sample of its data. */
export function sampleRequest(topic: string, { domain, environment }: SampleShop, now: Date): SampleRequest {
  const resource = sampleResource(topic);
  const event = { topic, shopDomain: domain, triggeredAt: now, test: false };
  const sequence = resource === null ? null : 1;
  const body = serializeEnvelope({
    ...event,
    ...{ id: EVENT, environment, resource, sequence },
    data: sampleData(topic),
  });
  const facts = {
    ...{ url: "", headers: {}, eventId: EVENT, deliveryId: DELIVERY },
    ...{ attempt: 1, secrets: [SAMPLE_SECRET] },
  };
  const { headers } = prepareRequest({ ...event, ...facts, body }, VERSION, now);
  return { headers, body };
}
