import type { Deps } from "../../config/deps.ts";
import { observeAttempt } from "../observe.ts";
import type { AttemptRecord } from "./attempt-delivery.ts";

type Needs = Pick<Deps, "log" | "metrics" | "tracing">;

/** Tells the operator of an attempt that is over. `counted`: whether it changed its delivery, or came too late. */
export function reportAttempt(deps: Needs, attempt: AttemptRecord, counted: boolean): void {
  const { delivery, judgement, outcome, next } = attempt;
  observeAttempt(deps, attempt, counted);
  deps.log.info(
    {
      delivery_id: delivery.id,
      event_id: delivery.eventId,
      endpoint_id: delivery.endpointId,
      topic: delivery.topic,
      attempt: attempt.number,
      trigger: attempt.trigger,
      status: judgement.status,
      reason: judgement.status === "failed" ? judgement.reason : undefined,
      status_code: outcome.kind === "answered" ? outcome.statusCode : undefined,
      duration_ms: outcome.durationMs,
      delivery_status: next.status,
      retry_in_ms: next.dueInMs ?? undefined,
      counted,
    },
    "delivery.attempted",
  );
}
