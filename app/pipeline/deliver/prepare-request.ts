import type { PostInput } from "../../http/post.ts";
import { type SigningMode, signatureHeadersOf } from "../../signing/sign.ts";

export interface RequestFacts {
  url: string;
  deliveryId: string;
  eventId: string;
  shopDomain: string;
  topic: string;
  triggeredAt: Date;
  /** number of this attempt, from 1 */
  attempt: number;
  test: boolean;
  body: string;
  /** the merchant's own headers */
  headers: Record<string, string>;
  /** live ones, newest first */
  secrets: string[];
  /** signed unless a test call wants it otherwise */
  signing?: SigningMode | undefined;
}

/** The request of contract §1, but for the headers that HTTP itself adds. `now`: the time of this attempt. */
export function prepareRequest(facts: RequestFacts, version: string, now: Date): PostInput {
  const triggeredAt = facts.triggeredAt.toISOString();
  const content = { id: facts.eventId, timestamp: Math.floor(now.getTime() / 1000), body: facts.body };
  return {
    url: facts.url,
    body: facts.body,
    headers: {
      ...facts.headers,
      "content-type": "application/json",
      "user-agent": `Carillon/${version}`,
      "x-shop-domain": facts.shopDomain,
      "triggered-at": triggeredAt,
      "x-triggered-at": triggeredAt,
      "x-topic": facts.topic,
      "x-delivery-id": facts.deliveryId,
      "x-attempt": String(facts.attempt),
      ...(facts.test && { "x-test": "true" }),
      ...signatureHeadersOf(facts.signing ?? "signed", content, facts.secrets),
    },
  };
}
