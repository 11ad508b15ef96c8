import type { SigningMode } from "../../signing/sign.ts";

/** A leased delivery with all that a request needs. */
export interface ClaimedDelivery {
  id: string;
  /** fencing token of the claim that leased it */
  leaseToken: string;
  /** whether it takes one of its lane's slots; a test call does not */
  inLane: boolean;
  /** whether its endpoint was known to answer slowly when it was claimed */
  slow: boolean;
  shopId: string;
  shopDomain: string;
  endpointId: string;
  eventId: string;
  topic: string;
  /** the webhook that it goes back to, if one caused it */
  inboundId: string | null;
  status: "pending" | "succeeded" | "failed" | "discarded";
  /** what the next attempt is */
  trigger: "schedule" | "manual" | "replay";
  test: boolean;
  attempts: number;
  /** attempts that the schedule counted */
  scheduled: number;
  triggeredAt: Date;
  /** null when it has aged out */
  body: string | null;
  url: string;
  /** handle of the Shopify Flow trigger that it is for; null for a URL */
  flowTrigger: string | null;
  /** sealed */
  headers: string | null;
  /** live ones, sealed, newest first; never empty for an endpoint that exists */
  secrets: { id: string; sealed: string }[];
  /** signed unless a test call wants it otherwise */
  signing?: SigningMode;
}
