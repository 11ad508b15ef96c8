// What came in and became no event.
import { z } from "zod";
import { mapAgain } from "../pipeline/inbox/map-again.ts";
import { countInbound, INBOUND_STATUSES, type InboundView, listInbound } from "../queries/inbound.ts";
import { explainInbound } from "../rules/unmapped-reasons.ts";
import { answer, defineCall, json } from "./call.ts";
import { EXAMPLE_TIME, exampleId, id, nextCursor, pageFields, time } from "./fields.ts";

const group = "Not mapped";

const reason = z
  .string("A reason is a text.")
  .max(500, "A reason has at most 500 characters.")
  .regex(/^[^\0\p{Cs}]*$/u, "A reason has no NUL and no half characters.")
  .optional();

const inboundSchema = z
  .object({
    id: id("inb"),
    topic: z.string().describe("Shopify's, or Carillon's own name for what Shopify did not send"),
    status: z.enum(INBOUND_STATUSES),
    reason: z.string().nullable().describe("A word, or what broke"),
    explanation: z.string(),
    triggered_at: time,
    received_at: time,
    next_try_at: time.nullable().describe("When Shopify is asked next; null for what does not wait"),
  })
  .meta({ id: "Inbound" });

const INBOUND_EXAMPLE: z.output<typeof inboundSchema> = {
  id: exampleId("inb"),
  topic: "discounts/create",
  status: "unmapped",
  reason: "no_coupon_rule",
  explanation: "Not mapped: this shop has no coupon rule.",
  triggered_at: EXAMPLE_TIME,
  received_at: EXAMPLE_TIME,
  next_try_at: null,
};

const list = defineCall({
  method: "get",
  path: "/inbound",
  id: "listInbound",
  group,
  scope: "read",
  summary: "What became no event, newest first, each with why",
  query: z.strictObject({
    status: z.enum(INBOUND_STATUSES, `Must be one of ${INBOUND_STATUSES.join(", ")}.`).default("unmapped"),
    reason,
    ...pageFields("inb"),
  }),
  answers: {
    200: json("A page", z.object({ inbound: z.array(inboundSchema), next_cursor: nextCursor }), {
      inbound: [INBOUND_EXAMPLE],
      next_cursor: null,
    }),
  },
  async run({ deps, shopId, query }) {
    const { rows, next } = await listInbound(deps, shopId, query, query);
    return answer(200, { inbound: rows.map(inboundJson), next_cursor: next });
  },
});

const groupSchema = z
  .object({
    status: z.enum(INBOUND_STATUSES),
    topic: z.string(),
    reason: z.string().nullable(),
    count: z.int(),
    explanation: z.string(),
    last_received_at: time,
  })
  .meta({ id: "InboundGroup" });

const summary = defineCall({
  method: "get",
  path: "/inbound/summary",
  id: "summarizeInbound",
  group,
  scope: "read",
  summary: "The same, counted by status, topic and reason",
  answers: {
    200: json("The most frequent first", z.object({ summary: z.array(groupSchema) }), {
      summary: [
        {
          ...{ status: "unmapped", topic: "discounts/create", reason: "no_coupon_rule", count: 12 },
          explanation: "Not mapped: this shop has no coupon rule.",
          last_received_at: EXAMPLE_TIME,
        },
      ],
    }),
  },
  async run({ deps, shopId }) {
    const counts = await countInbound(deps, shopId);
    const groups = counts.map(({ lastReceivedAt, ...rest }) => ({
      ...rest,
      explanation: explainInbound(rest.status, rest.reason),
      last_received_at: lastReceivedAt,
    }));
    return answer(200, { summary: groups });
  },
});

const again = defineCall({
  method: "post",
  path: "/inbound/map-again",
  id: "mapAgain",
  group,
  scope: "write",
  summary: "Take up again what was not mapped",
  body: z.strictObject({ reason: reason.meta({ description: "All of it if left out" }) }),
  bodyExample: { reason: "no_coupon_rule" },
  answers: {
    202: json("How many are in the inbox again", z.object({ count: z.int() }), { count: 12 }),
  },
  async run({ deps, shopId, body }) {
    const count = await mapAgain(deps, shopId, body.reason ? [body.reason] : null);
    return answer(202, { count });
  },
});

export const INBOUND_CALLS = [list, summary, again];

const inboundJson = (webhook: InboundView): z.output<typeof inboundSchema> => ({
  id: webhook.id,
  topic: webhook.topic,
  status: webhook.status,
  reason: webhook.reason,
  explanation: explainInbound(webhook.status, webhook.reason),
  triggered_at: webhook.triggeredAt,
  received_at: webhook.receivedAt,
  next_try_at: webhook.nextTryAt,
});
