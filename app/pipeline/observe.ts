// What the operator gets to see of each unit of work beside its log line: figures and, where a collector is set, a
// span. To be called when the work is on record, once for each unit.
import type { Deps } from "../config/deps.ts";
import type { AttemptRecord } from "./deliver/attempt-delivery.ts";
import type { Published } from "./events/publish-events.ts";

type Needs = Pick<Deps, "metrics" | "tracing">;

/** A batch of the inbox, committed between these times. */
export interface MappedBatch {
  rows: { id: string; shopDomain: string; topic: string; status: "mapped" | "unmapped" | "failed" }[];
  published: Published;
  startedAt: Date;
  endedAt: Date;
}

export function observeMapped({ metrics, tracing }: Needs, batch: MappedBatch): void {
  const { rows, published, startedAt, endedAt } = batch;
  for (const { id: inboundId, shopDomain: shop, topic, status: outcome } of rows) {
    metrics.mapped(outcome, 1);
    tracing.mapped({ inboundId, shop, topic, outcome, startedAt, endedAt });
  }
  const deliveries = Map.groupBy(published.deliveries, ({ eventId }) => eventId);
  for (const { id: eventId, inboundId, shopId, topic } of published.events) {
    const count = deliveries.get(eventId)?.length ?? 0;
    metrics.published(topic, count);
    tracing.published({ eventId, inboundId, shopId, topic, deliveries: count, startedAt, endedAt });
  }
}

/** `counted`: whether the attempt changed its delivery, or came too late for its lease. */
export function observeAttempt({ metrics, tracing }: Needs, attempt: AttemptRecord, counted: boolean): void {
  const { delivery, judgement, outcome, startedAt, trigger, number, next } = attempt;
  const { id: deliveryId, eventId, inboundId, endpointId, shopId, topic } = delivery;
  const reason = judgement.status === "failed" ? judgement.reason : null;
  metrics.attempt(judgement.status, outcome.durationMs / 1_000, reason ?? undefined);
  if (counted && next.dueInMs === null && next.status !== "pending") metrics.ended(next.status);
  if (number === 1 && trigger === "schedule" && inboundId !== null)
    metrics.firstAttempt((startedAt.getTime() - receivedAt(inboundId)) / 1_000);
  tracing.attempted({
    ...{ attemptId: attempt.id, deliveryId, eventId, inboundId, endpointId, shopId, topic, number, trigger },
    ...{ status: judgement.status, reason, startedAt },
    statusCode: outcome.kind === "answered" ? outcome.statusCode : null,
    endedAt: new Date(startedAt.getTime() + outcome.durationMs),
  });
}

/** Ids begin with the milliseconds of their making. */
const receivedAt = (inboundId: string): number => Number.parseInt(inboundId.slice("inb_".length, 16), 16);
