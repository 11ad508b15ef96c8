// Events as the API shows them.
import { z } from "zod";
import { DELIVERY_STATUSES } from "../queries/deliveries.ts";
import type { EventView } from "../queries/events.ts";
import type { EventDelivery, EventDetail } from "../queries/events-detail.ts";
import { EXAMPLE_TIME, exampleId, id, time } from "./fields.ts";

const ORIGINS = [
  ...(["shopify", "reconciled", "test", "api", "flow", "form"] as const),
  ...(["own", "operational", "forgotten"] as const),
] as const;

const originSchema = z
  .object({
    kind: z.enum(ORIGINS),
    topic: z.string().optional().describe("Shopify's, where the kind is shopify or reconciled"),
  })
  .describe("How it came about; forgotten: what it was made of is no longer on record");

const fields = {
  id: id("evt").describe("webhook-id of its deliveries"),
  topic: z.string(),
  resource: z.string().nullable().describe("gid of what it is about"),
  sequence: z.int().nullable().describe("Counts the events about resource"),
  customer: z.string().nullable().describe("gid of the customer whom it is about"),
  test: z.boolean(),
  origin: originSchema,
  triggered_at: time.describe("When it happened"),
  created_at: time.describe("When Carillon made it"),
};

export const eventSchema = z
  .object({
    ...fields,
    deliveries: z
      .partialRecord(z.enum(DELIVERY_STATUSES), z.int())
      .describe("How many it has, by status; a status that none has is left out"),
  })
  .meta({ id: "Event" });

const eventDeliverySchema = z
  .object({
    id: id("dlv"),
    endpoint_id: z.string(),
    url: z.string().nullable(),
    flow_trigger: z.string().nullable(),
    status: z.enum(DELIVERY_STATUSES),
    attempts: z.int(),
    next_attempt_at: time.nullable(),
    last_reason: z.string().nullable(),
    last_status_code: z.int().nullable(),
    created_at: time,
  })
  .meta({ id: "EventDelivery" });

export const eventDetailSchema = z
  .object({
    ...fields,
    flow_hops: z.int().describe("How often it has come through Shopify Flow's action"),
    source: z
      .object({
        id: id("inb"),
        shopify_event_id: z.string().nullable(),
        api_version: z.string().nullable(),
        received_at: time,
      })
      .nullable()
      .describe("What came in, of which it was made; null when that is nothing, or no longer on record"),
    body: z.string().nullable().describe("What is sent, byte for byte; null when it has aged out"),
    deliveries: z.array(eventDeliverySchema).describe("Newest first, 100 at most"),
  })
  .meta({ id: "EventDetail" });

export const eventJson = (event: EventView): z.output<typeof eventSchema> => ({
  ...commonJson(event),
  deliveries: event.deliveries,
});

export const eventDetailJson = (event: EventDetail): z.output<typeof eventDetailSchema> => ({
  ...commonJson(event),
  flow_hops: event.flowHops,
  source: event.source && {
    id: event.source.id,
    shopify_event_id: event.source.eventId,
    api_version: event.source.apiVersion,
    received_at: event.source.receivedAt,
  },
  body: event.body,
  deliveries: event.deliveries.map(eventDeliveryJson),
});

const commonJson = (event: Omit<EventView, "deliveries">) => ({
  id: event.id,
  topic: event.topic,
  resource: event.resource,
  sequence: event.sequence,
  customer: event.customer,
  test: event.test,
  origin: event.origin,
  triggered_at: event.triggeredAt,
  created_at: event.createdAt,
});

const eventDeliveryJson = (delivery: EventDelivery): z.output<typeof eventDeliverySchema> => ({
  id: delivery.id,
  endpoint_id: delivery.endpointId,
  url: delivery.endpointUrl,
  flow_trigger: delivery.flowTrigger,
  status: delivery.status,
  attempts: delivery.attempts,
  next_attempt_at: delivery.dueAt,
  last_reason: delivery.lastReason,
  last_status_code: delivery.lastStatusCode,
  created_at: delivery.createdAt,
});

const COMMON_EXAMPLE: Omit<z.output<typeof eventSchema>, "deliveries"> = {
  id: exampleId("evt"),
  topic: "order/paid",
  resource: "gid://shopify/Order/450789469",
  sequence: 2,
  customer: "gid://shopify/Customer/207119551",
  test: false,
  origin: { kind: "shopify", topic: "orders/paid" },
  triggered_at: EXAMPLE_TIME,
  created_at: EXAMPLE_TIME,
};

export const EVENT_EXAMPLE: z.output<typeof eventSchema> = {
  ...COMMON_EXAMPLE,
  deliveries: { succeeded: 2, pending: 1 },
};

export const EVENT_DETAIL_EXAMPLE: z.output<typeof eventDetailSchema> = {
  ...COMMON_EXAMPLE,
  flow_hops: 0,
  source: {
    id: exampleId("inb"),
    shopify_event_id: "98880550-7158-44d4-b7cd-2c97c8a091b5",
    api_version: "2026-10",
    received_at: EXAMPLE_TIME,
  },
  body: '{"id":"evt_…","topic":"order/paid",…}',
  deliveries: [
    {
      id: exampleId("dlv"),
      endpoint_id: exampleId("ep"),
      url: "https://example.com/hooks",
      flow_trigger: null,
      status: "succeeded",
      attempts: 1,
      next_attempt_at: null,
      last_reason: null,
      last_status_code: 200,
      created_at: EXAMPLE_TIME,
    },
  ],
};
