// One trace for everything that comes of a webhook: webhook.accept → inbox.map → event.publish → delivery.attempt. The
// stages run in different processes, the last one perhaps days later; they find each other because all ids of a trace
// follow from our own (trace-ids.ts). Facts are ids and figures: never a body, a URL, a header or an error's text.
interface Timed {
  startedAt: Date;
  endedAt: Date;
}

interface AcceptedWebhook extends Timed {
  inboundId: string;
  shop: string;
  /** Shopify's, or an internal one */
  topic: string;
}

interface MappedWebhook extends AcceptedWebhook {
  outcome: "mapped" | "unmapped" | "failed";
}

interface PublishedEvent extends Timed {
  eventId: string;
  /** null where no webhook was the cause: then the event begins a trace of its own */
  inboundId: string | null;
  shopId: string;
  topic: string;
  deliveries: number;
}

interface AttemptedDelivery extends Timed {
  attemptId: string;
  deliveryId: string;
  eventId: string;
  inboundId: string | null;
  endpointId: string;
  shopId: string;
  topic: string;
  number: number;
  trigger: string;
  status: "succeeded" | "failed";
  reason: string | null;
  statusCode: number | null;
}

export interface Tracing {
  accepted(webhook: AcceptedWebhook): void;
  mapped(webhook: MappedWebhook): void;
  published(event: PublishedEvent): void;
  attempted(attempt: AttemptedDelivery): void;
  /** Sends what is left, for a few seconds at most. */
  close(): Promise<void>;
}

/** While nobody collects traces. */
export const NO_TRACING: Tracing = {
  accepted: () => undefined,
  mapped: () => undefined,
  published: () => undefined,
  attempted: () => undefined,
  close: async () => undefined,
};
