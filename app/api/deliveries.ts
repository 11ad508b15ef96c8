import { Router } from "express";
import { z } from "zod";
import type { Deps } from "../config/deps.ts";
import { type ResendOutcome, resend } from "../pipeline/deliver/resend.ts";
import { type DeliveryView, listDeliveries } from "../queries/deliveries.ts";
import { type AttemptView, type DeliveryDetail, getDelivery } from "../queries/delivery.ts";
import { deliveryFilterFields, idField, toDeliveryFilter } from "./delivery-filter.ts";
import { callerOf, handle, parseInput } from "./handle.ts";
import { limitField } from "./number-fields.ts";
import { notFound, type Problem, sendProblem } from "./problem.ts";

const listQuery = z.strictObject({
  ...deliveryFilterFields,
  cursor: idField("dlv", "This is no cursor of this list.").optional(),
  limit: limitField,
});

/** GET /deliveries, GET /deliveries/:id, POST /deliveries/:id/resend */
export function deliveryRoutes(deps: Deps): Router {
  const router = Router();

  router.get(
    "/deliveries",
    handle(async (request, response) => {
      const query = parseInput(response, listQuery, request.query);
      if (!query) return;
      const { cursor, limit, ...filter } = query;
      const { shopId } = callerOf(response);
      const page = await listDeliveries(deps, shopId, toDeliveryFilter(filter), { cursor, limit });
      response.json({ deliveries: page.rows.map(toJson), next_cursor: page.next });
    }),
  );

  router.get(
    "/deliveries/:id",
    handle(async (request, response) => {
      const delivery = await getDelivery(deps, callerOf(response).shopId, request.params.id ?? "");
      if (!delivery) return sendProblem(response, notFound("delivery"));
      response.json(toDetailJson(delivery));
    }),
  );

  router.post(
    "/deliveries/:id/resend",
    handle(async (request, response) => {
      const id = request.params.id ?? "";
      const outcome = await resend(deps, callerOf(response).shopId, id);
      if (outcome.kind === "queued") response.status(202).json({ id });
      else sendProblem(response, REFUSALS[outcome.kind]);
    }),
  );

  return router;
}

const REFUSALS: Record<Exclude<ResendOutcome["kind"], "queued">, Problem> = {
  not_found: notFound("delivery"),
  in_flight: {
    status: 409,
    code: "in_flight",
    title: "The delivery is in flight",
    detail: "It is being sent right now. Look at what comes of it before you send it again.",
  },
  endpoint_disabled: {
    status: 409,
    code: "endpoint_disabled",
    title: "The endpoint is disabled",
    detail: "Nothing is sent to a disabled or deleted endpoint.",
  },
  payload_expired: {
    status: 410,
    code: "payload_expired",
    title: "The payload is gone",
    detail: "The event's body has passed the time that bodies are kept, so it cannot be sent again.",
  },
};

const toJson = (delivery: DeliveryView) => ({
  id: delivery.id,
  event_id: delivery.eventId,
  endpoint_id: delivery.endpointId,
  url: delivery.endpointUrl,
  flow_trigger: delivery.flowTrigger,
  topic: delivery.topic,
  status: delivery.status,
  test: delivery.test,
  attempts: delivery.attempts,
  next_attempt_at: delivery.dueAt,
  last_reason: delivery.lastReason,
  last_status_code: delivery.lastStatusCode,
  last_duration_ms: delivery.lastDurationMs,
  last_attempt_at: delivery.lastAttemptAt,
  created_at: delivery.createdAt,
});

const toDetailJson = (delivery: DeliveryDetail) => ({
  ...toJson(delivery),
  resource: delivery.resource,
  sequence: delivery.sequence,
  triggered_at: delivery.triggeredAt,
  flow_hops: delivery.flowHops,
  body: delivery.body,
  attempt_log: delivery.attemptLog.map(toAttemptJson),
});

const toAttemptJson = (attempt: AttemptView) => ({
  id: attempt.id,
  number: attempt.number,
  trigger: attempt.trigger,
  status: attempt.status,
  reason: attempt.reason,
  detail: attempt.detail,
  status_code: attempt.statusCode,
  started_at: attempt.startedAt,
  duration_ms: attempt.durationMs,
  remote_address: attempt.remoteAddress,
  request_headers: attempt.requestHeaders,
  response_headers: attempt.responseHeaders,
  response_body: attempt.responseBody,
  truncated: attempt.truncated,
});
