import { Router } from "express";
import { z } from "zod";
import type { Deps } from "../config/deps.ts";
import { type IdPrefix, isId } from "../db/ids.ts";
import {
  type AttemptView,
  DELIVERY_STATUSES,
  type DeliveryDetail,
  type DeliveryView,
  getDelivery,
  listDeliveries,
} from "../queries/deliveries.ts";
import { isTopic } from "../topics/catalog.ts";
import { callerOf, handle, parseInput } from "./handle.ts";
import { notFound, sendProblem } from "./problem.ts";

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const id = (prefix: IdPrefix, message = "This is no id of its kind.") =>
  z.string().refine((text) => isId(prefix, text), message);

const listQuery = z.strictObject({
  status: z.enum(DELIVERY_STATUSES).optional(),
  endpoint_id: id("ep").optional(),
  topic: z.string().refine(isTopic, "There is no such topic.").optional(),
  event_id: id("evt").optional(),
  since: time.optional(),
  until: time.optional(),
  cursor: id("dlv", "This is no cursor of this list.").optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** GET /deliveries, GET /deliveries/:id */
export function deliveryRoutes(deps: Deps): Router {
  const router = Router();

  router.get(
    "/deliveries",
    handle(async (request, response) => {
      const query = parseInput(response, listQuery, request.query);
      if (!query) return;
      const { status, topic, since, until, cursor, limit } = query;
      const filter = { status, topic, since, until, endpointId: query.endpoint_id, eventId: query.event_id };
      const page = await listDeliveries(deps, callerOf(response).shopId, filter, { cursor, limit });
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

  return router;
}

const toJson = (delivery: DeliveryView) => ({
  id: delivery.id,
  event_id: delivery.eventId,
  endpoint_id: delivery.endpointId,
  url: delivery.endpointUrl,
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
