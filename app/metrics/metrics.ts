/** Where requests from outside come in. */
export type Surface = "webhooks" | "flow" | "proxy" | "api" | "panel" | "auth" | "metrics";

/** What becomes of calls of Shopify's Admin API, over all shops. */
export interface CallMetrics {
  /** a call was made, after it had waited for its turn and for the shop's points */
  shopifyWaited(seconds: number): void;
  /** an answer said how many of its points the shop has left */
  shopifyPointsLeft(share: number): void;
  /** Shopify refused a call (THROTTLED, 429), or none was made because the points are far off */
  shopifyLimited(reason: "throttled" | "too_many_requests" | "not_made"): void;
}

/** What the app counts and times, in its own words. One method for each thing that happens; none of them can fail. */
export interface Metrics extends CallMetrics {
  /** an answer to /webhooks, by its status code */
  inbound(status: number): void;
  /** a request that proved nothing: where it came in, and what was wrong with it */
  refused(surface: Surface, reason: string): void;
  /** a request that was answered 429 */
  limited(surface: Surface): void;
  /** a signed webhook that is not to be believed */
  setAside(reason: string): void;
  /** a question to Shopify was answered, or what came of it instead */
  inquiry(outcome: "answered" | "not_connected" | "postponed"): void;
  /** what the mapping made of rows of the inbox */
  mapped(outcome: "mapped" | "unmapped" | "failed", rows: number): void;
  /** an event with its deliveries was written */
  published(topic: string, deliveries: number): void;
  /** a claim, and how long it took; none is a claim too */
  claimed(deliveries: number, seconds: number): void;
  /** how many requests this process has under way now */
  inFlight(requests: number): void;
  /** an attempt that is on record; `reason` of a failed one */
  attempt(status: "succeeded" | "failed", seconds: number, reason?: string): void;
  /** the first attempt at a delivery began so long after its webhook had come in */
  firstAttempt(secondsSinceReceived: number): void;
  /** attempts that were written together, and how long that took */
  recorded(attempts: number, seconds: number): void;
  /** a delivery for which no attempt is to come */
  ended(status: "succeeded" | "failed" | "discarded"): void;
  /** an endpoint was disabled, because of its answers or because its pause was too long */
  endpointDisabled(cause: "answers" | "long_pause"): void;
  /** in Prometheus' text format */
  text(): Promise<string>;
}
