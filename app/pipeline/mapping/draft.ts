// The words of the mapping stage.
import type { Payload } from "./parse-payload.ts";

/** An event that is not yet numbered, matched or stored. */
export interface EventDraft {
  topic: string;
  /** Names what happened, never how we heard of it: the same key is the same event. Unique within a shop. */
  key: string;
  /** gid of what it is about */
  resource: string;
  /** gid, so that erasing a customer scans no payloads */
  customer: string | null;
  triggeredAt: Date;
  environment: "live" | "test";
  data: Record<string, unknown>;
}

export interface MapInput {
  /** Shopify's, e.g. orders/create */
  topic: string;
  payload: Payload;
  /** when Shopify says that it happened */
  triggeredAt: Date;
  resource: string;
  /** what an earlier call about the same resource returned; null at first sight */
  state: string | null;
}

export interface MapOutput {
  drafts: EventDraft[];
  state: string | null;
}

export interface Mapper {
  /** gid of what the webhook is about; undefined when the payload does not say */
  resource(payload: Payload): string | undefined;
  /** gid of the customer whose data the payload holds */
  customer(payload: Payload): string | null;
  map(input: MapInput): MapOutput;
}
