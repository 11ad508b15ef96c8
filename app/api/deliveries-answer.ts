// Deliveries as the API shows them.
import { z } from "zod";
import { DELIVERY_STATUSES, type DeliveryView } from "../queries/deliveries.ts";
import type { AttemptView, DeliveryDetail } from "../queries/delivery.ts";
import { EXAMPLE_TIME, exampleId, id, time } from "./fields.ts";

const fields = {
  id: id("dlv"),
  event_id: id("evt"),
  endpoint_id: id("ep"),
  url: z.string().nullable().describe("Of the endpoint; null for Shopify Flow, empty when it is forgotten"),
  flow_trigger: z.string().nullable().describe("Handle of the Shopify Flow trigger; null for a URL"),
  topic: z.string(),
  status: z.enum(DELIVERY_STATUSES),
  test: z.boolean(),
  attempts: z.int().describe("So far"),
  next_attempt_at: time.nullable().describe("null when none is to come"),
  last_reason: z.string().nullable().describe("Why the last attempt failed, or why there was none"),
  last_status_code: z.int().nullable(),
  last_duration_ms: z.int().nullable(),
  last_attempt_at: time.nullable(),
  created_at: time,
};

export const deliverySchema = z.object(fields).meta({ id: "Delivery" });

const attemptSchema = z
  .object({
    id: id("att"),
    number: z.int().describe("From 1"),
    trigger: z.enum(["schedule", "manual", "replay", "test"]),
    status: z.enum(["succeeded", "failed"]),
    reason: z.string().nullable().describe("Of a failed one: http_status, timeout, dns, tls, connection …"),
    detail: z.string().nullable().describe("The system's words, e.g. ECONNREFUSED"),
    status_code: z.int().nullable(),
    started_at: time,
    duration_ms: z.int(),
    remote_address: z.string().nullable(),
    request_headers: z.record(z.string(), z.string()).describe("As sent; values of your own are masked"),
    response_headers: z.record(z.string(), z.string()).nullable(),
    response_body: z.string().nullable().describe("The first 16 KiB of it"),
    truncated: z.boolean().describe("The answer's body was longer"),
  })
  .meta({ id: "Attempt" });

export const deliveryDetailSchema = z
  .object({
    ...fields,
    resource: z.string().nullable().describe("gid of what the event is about"),
    sequence: z.int().nullable(),
    triggered_at: time,
    flow_hops: z.int().describe("How often the event has come through Shopify Flow's action"),
    body: z.string().nullable().describe("What is sent, byte for byte; null when it has aged out"),
    attempt_log: z.array(attemptSchema).describe("Oldest first; those that are past their time are missing"),
  })
  .meta({ id: "DeliveryDetail" });

export const deliveryJson = (delivery: DeliveryView): z.output<typeof deliverySchema> => ({
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

export const deliveryDetailJson = (delivery: DeliveryDetail): z.output<typeof deliveryDetailSchema> => ({
  ...deliveryJson(delivery),
  resource: delivery.resource,
  sequence: delivery.sequence,
  triggered_at: delivery.triggeredAt,
  flow_hops: delivery.flowHops,
  body: delivery.body,
  attempt_log: delivery.attemptLog.map(attemptJson),
});

const attemptJson = (attempt: AttemptView): z.output<typeof attemptSchema> => ({
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

export const DELIVERY_EXAMPLE: z.output<typeof deliverySchema> = {
  id: exampleId("dlv"),
  event_id: exampleId("evt"),
  endpoint_id: exampleId("ep"),
  url: "https://example.com/hooks",
  flow_trigger: null,
  topic: "order/paid",
  status: "succeeded",
  test: false,
  attempts: 1,
  next_attempt_at: null,
  last_reason: null,
  last_status_code: 200,
  last_duration_ms: 84,
  last_attempt_at: EXAMPLE_TIME,
  created_at: EXAMPLE_TIME,
};

export const DELIVERY_DETAIL_EXAMPLE: z.output<typeof deliveryDetailSchema> = {
  ...DELIVERY_EXAMPLE,
  resource: "gid://shopify/Order/450789469",
  sequence: 2,
  triggered_at: EXAMPLE_TIME,
  flow_hops: 0,
  body: '{"id":"evt_…","topic":"order/paid",…}',
  attempt_log: [
    {
      id: exampleId("att"),
      number: 1,
      trigger: "schedule",
      status: "succeeded",
      reason: null,
      detail: null,
      status_code: 200,
      started_at: EXAMPLE_TIME,
      duration_ms: 84,
      remote_address: "192.0.2.10",
      request_headers: { "content-type": "application/json", "x-topic": "order/paid" },
      response_headers: { "content-type": "text/plain" },
      response_body: "ok",
      truncated: false,
    },
  ],
};
