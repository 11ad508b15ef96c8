// How an event came about, told by what it was made of.

export type EventOrigin =
  /** `topic`: Shopify's. reconciled: no webhook told of it, and Carillon found it by comparing with Shopify */
  | { kind: "shopify" | "reconciled"; topic: string }
  /**
   * form: of the storefront · own: Carillon looked by itself · operational: about Carillon's own work · forgotten: what
   * it was made of is no longer on record
   */
  | { kind: "test" | "api" | "flow" | "form" | "own" | "operational" | "forgotten" };

export interface OriginFacts {
  topic: string;
  test: boolean;
  inboundId: string | null;
  /** of the webhook that it was made of; null when that is no longer on record */
  inboundTopic: string | null;
}

const RECONCILED = "carillon/reconcile/";

/** The topics under which the inbox holds what Shopify did not send. */
const OWN: Record<string, "api" | "flow" | "form"> = {
  "carillon/event": "api",
  "carillon/flow_event": "flow",
  "carillon/flow_contract": "flow",
  "carillon/flow_loyalty": "flow",
  "carillon/form": "form",
};

export const SENT_IN: readonly string[] = Object.keys(OWN);

export function originOf({ topic, test, inboundId, inboundTopic }: OriginFacts): EventOrigin {
  if (test) return { kind: "test" };
  if (inboundId === null) return { kind: topic.startsWith("endpoint/") ? "operational" : "forgotten" };
  return inboundTopic === null ? { kind: "forgotten" } : inboundOrigin(inboundTopic);
}

/** Of several topics of the inbox, each origin once. */
export function inboundOrigins(topics: string[]): EventOrigin[] {
  const known = new Map(topics.map(inboundOrigin).map((origin) => [JSON.stringify(origin), origin]));
  return [...known.values()];
}

/** Of what the inbox holds; `topic`: its own. */
export function inboundOrigin(topic: string): EventOrigin {
  if (topic.startsWith(RECONCILED)) return { kind: "reconciled", topic: topic.slice(RECONCILED.length) };
  if (topic.startsWith("carillon/")) return { kind: OWN[topic] ?? "own" };
  return { kind: "shopify", topic };
}
