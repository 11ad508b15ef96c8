import { createHash } from "node:crypto";
import { z } from "zod";
import { acceptEvent, type SentEvent } from "../pipeline/inbox/accept-event.ts";
import { listEvents } from "../queries/events.ts";
import { getEvent } from "../queries/events-detail.ts";
import { answer, defineCall, json } from "./call.ts";
import { customerGid, eventBody, printable } from "./event-body.ts";
import {
  EVENT_DETAIL_EXAMPLE,
  EVENT_EXAMPLE,
  eventDetailJson,
  eventDetailSchema,
  eventJson,
  eventSchema,
} from "./events-answer.ts";
import { exampleId, id, idInPath, nextCursor, pageFields, timeField, topicField } from "./fields.ts";
import { notFound, problem } from "./problem.ts";

const group = "Events";

const sentSchema = z.object({ id: id("evt").describe("What receivers get as webhook-id") });

const send = defineCall({
  method: "post",
  path: "/events",
  id: "sendEvent",
  group,
  scope: "write",
  summary: "Send an event that Shopify does not know",
  description:
    "One request makes exactly one event, whose id is fixed here. With an idempotency_key it can be repeated safely.",
  body: eventBody,
  bodyExample: {
    topic: "loyalty/points_changed",
    data: { points_history: { message: "Order #1001", value: 50, type: "Earn" } },
    customer: "gid://shopify/Customer/207119551",
    idempotency_key: "order-1001-points",
  },
  answers: {
    200: json("The same request was stored before", sentSchema, { id: exampleId("evt") }),
    202: json("It is stored", sentSchema, { id: exampleId("evt") }),
  },
  problems: ["idempotency_conflict", "unavailable"],
  async run({ deps, shopId, body, sent }) {
    const event: SentEvent = {
      topic: body.topic,
      data: body.data,
      resource: body.resource ?? null,
      customer: customerGid(body.customer),
      triggeredAt: body.triggered_at ? new Date(body.triggered_at) : deps.clock.now(),
    };
    const key = body.idempotency_key ?? undefined;
    const idempotency = key === undefined ? undefined : { key, bodyHash: hashOf(sent) };
    const outcome = await acceptEvent(deps, shopId, event, idempotency);
    switch (outcome.kind) {
      case "accepted":
        return answer(202, { id: outcome.id });
      case "repeated":
        return answer(200, { id: outcome.id });
      case "conflict":
        return problem(
          "idempotency_conflict",
          "An earlier request with this idempotency_key had another body.",
        );
      case "unavailable":
        return problem(
          "unavailable",
          "The event could not be stored. Send it again, with the same idempotency_key if it has one.",
          { title: "Not stored", retryAfter: 5 },
        );
    }
  },
});

/** White space aside, the same for the same text. */
const hashOf = (body: unknown) => createHash("sha256").update(JSON.stringify(body)).digest("hex");

const customerInQuery = z
  .string()
  .refine((text) => customerGid(text) !== null, "Must be a customer's gid or number.")
  .optional()
  .meta({ description: "gid or number of the customer whom it is about" });

const list = defineCall({
  method: "get",
  path: "/events",
  id: "listEvents",
  group,
  scope: "read",
  summary: "Events, newest first",
  description:
    "A page of a topic or resource that is rare may hold fewer rows than its limit, or none, and have a next_cursor: go on until that is null. Whoever asks again and again gives `since` a minute more than has gone by since the last question: what was being made then has an earlier `created_at`.",
  query: z.strictObject({
    topic: topicField().optional(),
    resource: printable(255)
      .optional()
      .meta({ description: "The whole gid, or the sender's own name; no control characters" }),
    customer: customerInQuery,
    since: timeField.optional().meta({ description: "Made (`created_at`) at this time or later" }),
    until: timeField.optional().meta({ description: "Made (`created_at`) before this time" }),
    ...pageFields("evt"),
  }),
  answers: {
    200: json("A page", z.object({ events: z.array(eventSchema), next_cursor: nextCursor }), {
      events: [EVENT_EXAMPLE],
      next_cursor: null,
    }),
  },
  async run({ deps, shopId, query: { cursor, limit, ...filter } }) {
    const customer = customerGid(filter.customer) ?? undefined;
    const { rows, next } = await listEvents(deps, shopId, { ...filter, customer }, { cursor, limit });
    return answer(200, { events: rows.map(eventJson), next_cursor: next });
  },
});

const get = defineCall({
  method: "get",
  path: "/events/{id}",
  id: "getEvent",
  group,
  scope: "read",
  summary: "An event: what it says, and where it went",
  params: idInPath("evt"),
  answers: { 200: json("The event", eventDetailSchema, EVENT_DETAIL_EXAMPLE) },
  problems: ["not_found"],
  async run({ deps, shopId, params }) {
    const event = await getEvent(deps, shopId, params.id);
    return event ? answer(200, eventDetailJson(event)) : notFound("event");
  },
});

export const EVENT_CALLS = [send, list, get];
