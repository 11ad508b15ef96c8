// Sending again what did not arrive: many at once, with progress.
import { z } from "zod";
import { type RecoverOutcome, recoverEndpoint } from "../pipeline/recover/recover-endpoint.ts";
import { resendMany } from "../pipeline/recover/resend-many.ts";
import type { StoredTopics } from "../pipeline/recover/stored-topics.ts";
import { answer, defineCall, json } from "./call.ts";
import { deliveryFilterFields, toDeliveryFilter } from "./delivery-filter.ts";
import { exampleId, id, idInPath, timeField } from "./fields.ts";
import { invalid, notFound, type Problem, problem } from "./problem.ts";

const group = "Recoveries";

const counted = {
  count: z.int().describe("How many there are"),
  more: z.boolean().describe("There may be more than count"),
};

const begunSchema = z.object({
  id: id("rcv"),
  ...counted,
  stored_topics: z
    .array(z.string())
    .optional()
    .describe("Of missing events: topics of the endpoint of which the window holds events"),
  not_stored: z
    .array(z.object({ topic: z.string(), count: z.int() }))
    .optional()
    .describe("Of missing events: what happened and was not stored, because no endpoint had chosen it"),
});

const recover = defineCall({
  method: "post",
  path: "/endpoints/{id}/recover",
  id: "recoverEndpoint",
  group,
  scope: "write",
  summary: "Send an endpoint what it did not get",
  description:
    "failed: deliveries that failed or were discarded; missing: stored events of its topics that have no delivery at it. The window spans 14 days at most.",
  params: idInPath("ep"),
  body: z.strictObject({
    since: timeField,
    until: timeField.optional(),
    include: z.enum(["failed", "missing"], 'Must be "failed" or "missing".'),
  }),
  bodyExample: { since: "2026-11-19T10:00:00Z", include: "failed" },
  answers: {
    202: json("It has begun", begunSchema, { id: exampleId("rcv"), count: 120, more: false }),
  },
  problems: ["not_found", "endpoint_disabled", "recovery_running", "busy"],
  async run({ deps, shopId, params, body }) {
    const outcome = await recoverEndpoint(deps, shopId, params.id, body);
    if (outcome.kind === "invalid") return invalid(outcome.errors);
    if (outcome.kind !== "begun") return refusal(outcome);
    const { id, count, more, topics } = outcome;
    return answer(202, { id, count, more, ...(topics && topicsJson(topics)) });
  },
});

const resend = defineCall({
  method: "post",
  path: "/deliveries/resend",
  id: "resendDeliveries",
  group,
  scope: "write",
  summary: "Send many deliveries again, by the filter of their list",
  body: z.strictObject({
    filter: z.strictObject(deliveryFilterFields, "Must be an object; {} means every delivery."),
  }),
  bodyExample: { filter: { status: "failed", since: "2026-11-19T10:00:00Z" } },
  answers: {
    202: json(
      "It has begun: a recovery for each endpoint",
      z.object({
        ...counted,
        recoveries: z.array(z.object({ id: id("rcv"), endpoint_id: z.string(), count: z.int() })),
      }),
      {
        count: 120,
        more: false,
        recoveries: [{ id: exampleId("rcv"), endpoint_id: exampleId("ep"), count: 120 }],
      },
    ),
  },
  problems: ["not_found", "endpoint_disabled", "recovery_running", "busy"],
  async run({ deps, shopId, body }) {
    const outcome = await resendMany(deps, shopId, toDeliveryFilter(body.filter));
    if (outcome.kind === "invalid") return invalid(underFilter(outcome.errors));
    if (outcome.kind !== "begun") return refusal(outcome);
    const { count, more, recoveries } = outcome;
    const begun = recoveries.map((one) => ({ id: one.id, endpoint_id: one.endpointId, count: one.count }));
    return answer(202, { count, more, recoveries: begun });
  },
});

export const RECOVERY_BEGIN_CALLS = [recover, resend];

type RefusalCode = "not_found" | "endpoint_disabled" | "recovery_running" | "busy";

function refusal(outcome: Exclude<RecoverOutcome, { kind: "begun" | "invalid" }>): Problem<RefusalCode> {
  switch (outcome.kind) {
    case "not_found":
      return notFound("endpoint");
    case "endpoint_disabled":
      return problem("endpoint_disabled", "Nothing is sent to a disabled endpoint. Enable it first.");
    case "running":
      return problem(
        "recovery_running",
        `${outcome.recoveryId} is doing the same for this endpoint. Wait for its end or cancel it.`,
        { headers: { location: `/api/v1/recoveries/${outcome.recoveryId}` } },
      );
    case "busy":
      return problem(
        "busy",
        "One order of a shop is counted at a time, and few of all shops. Send it again in a moment.",
        { retryAfter: 2 },
      );
  }
}

/** Of missing events: what was stored can be sent, what was not is gone. */
const topicsJson = ({ stored, notStored }: StoredTopics) => ({
  stored_topics: stored,
  not_stored: notStored,
});

const underFilter = (errors: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(errors).map(([field, messages]) => [`filter.${field}`, messages]));
