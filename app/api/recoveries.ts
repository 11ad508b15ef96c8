// Sending again what did not arrive: many at once, with progress.
import { type Response, Router } from "express";
import { z } from "zod";
import type { Deps } from "../config/deps.ts";
import { isId } from "../db/ids.ts";
import { cancelRecovery } from "../pipeline/recover/cancel-recovery.ts";
import { type RecoverOutcome, recoverEndpoint } from "../pipeline/recover/recover-endpoint.ts";
import { resendMany } from "../pipeline/recover/resend-many.ts";
import type { StoredTopics } from "../pipeline/recover/stored-topics.ts";
import { getRecovery, listRecoveries, RECOVERY_STATUSES, type RecoveryView } from "../queries/recoveries.ts";
import { deliveryFilterFields, endpointIdField, timeField, toDeliveryFilter } from "./delivery-filter.ts";
import { callerOf, handle, parseInput } from "./handle.ts";
import { limitField } from "./number-fields.ts";
import { invalid, notFound, type Problem, sendProblem } from "./problem.ts";

const recoverBody = z.strictObject({
  since: timeField,
  until: timeField.optional(),
  include: z.enum(["failed", "missing"], 'Must be "failed" or "missing".'),
});

const resendBody = z.strictObject({
  filter: z.strictObject(deliveryFilterFields, "Must be an object; {} means every delivery."),
});

const listQuery = z.strictObject({
  endpoint_id: endpointIdField.optional(),
  status: z.enum(RECOVERY_STATUSES, `Must be one of ${RECOVERY_STATUSES.join(", ")}.`).optional(),
  cursor: z
    .string()
    .refine((text) => isId("rcv", text), "This is no cursor of this list.")
    .optional(),
  limit: limitField,
});

/** POST /endpoints/:id/recover, POST /deliveries/resend, GET /recoveries, GET and cancel of /recoveries/:id */
export function recoveryRoutes(deps: Deps): Router {
  const router = Router();

  router.post(
    "/endpoints/:id/recover",
    handle(async (request, response) => {
      const body = parseInput(response, recoverBody, request.body);
      if (!body) return;
      const { shopId } = callerOf(response);
      const outcome = await recoverEndpoint(deps, shopId, request.params.id ?? "", body);
      if (outcome.kind === "invalid") return sendProblem(response, invalid(outcome.errors));
      if (outcome.kind !== "begun") return refuse(response, outcome);
      const { id, count, more, topics } = outcome;
      response.status(202).json({ id, count, more, ...(topics && topicsToJson(topics)) });
    }),
  );

  router.post(
    "/deliveries/resend",
    handle(async (request, response) => {
      const body = parseInput(response, resendBody, request.body);
      if (!body) return;
      const { shopId } = callerOf(response);
      const outcome = await resendMany(deps, shopId, toDeliveryFilter(body.filter));
      if (outcome.kind === "invalid") return sendProblem(response, invalid(underFilter(outcome.errors)));
      if (outcome.kind !== "begun") return refuse(response, outcome);
      const { count, more, recoveries } = outcome;
      const begun = recoveries.map((one) => ({ id: one.id, endpoint_id: one.endpointId, count: one.count }));
      response.status(202).json({ count, more, recoveries: begun });
    }),
  );

  router.get(
    "/recoveries",
    handle(async (request, response) => {
      const query = parseInput(response, listQuery, request.query);
      if (!query) return;
      const filter = { endpointId: query.endpoint_id, status: query.status };
      const { rows, next } = await listRecoveries(deps, callerOf(response).shopId, filter, query);
      response.json({ recoveries: rows.map(toJson), next_cursor: next });
    }),
  );

  router.get(
    "/recoveries/:id",
    handle(async (request, response) => {
      await answer(deps, response, request.params.id ?? "");
    }),
  );

  router.post(
    "/recoveries/:id/cancel",
    handle(async (request, response) => {
      const id = request.params.id ?? "";
      const outcome = await cancelRecovery(deps, callerOf(response).shopId, id);
      if (outcome.kind !== "ended") return answer(deps, response, id);
      sendProblem(response, {
        status: 409,
        code: "recovery_ended",
        title: "This recovery has ended",
        detail: "There is nothing left to cancel: it is done or was cancelled before.",
      });
    }),
  );

  return router;
}

async function answer(deps: Deps, response: Response, id: string): Promise<void> {
  const recovery = await getRecovery(deps, callerOf(response).shopId, id);
  if (recovery) response.json(toJson(recovery));
  else sendProblem(response, notFound("recovery"));
}

type Refusal = Exclude<RecoverOutcome, { kind: "begun" | "invalid" }>;

function refuse(response: Response, outcome: Refusal): void {
  if (outcome.kind === "running") response.location(`/api/v1/recoveries/${outcome.recoveryId}`);
  sendProblem(response, problemOf(outcome));
}

function problemOf(outcome: Refusal): Problem {
  switch (outcome.kind) {
    case "not_found":
      return notFound("endpoint");
    case "endpoint_disabled":
      return {
        status: 409,
        code: "endpoint_disabled",
        title: "The endpoint is disabled",
        detail: "Nothing is sent to a disabled endpoint. Enable it first.",
      };
    case "running":
      return {
        status: 409,
        code: "recovery_running",
        title: "A recovery is running",
        detail: `${outcome.recoveryId} is doing the same for this endpoint. Wait for its end or cancel it.`,
      };
    case "busy":
      return {
        status: 429,
        code: "busy",
        title: "Counting already",
        detail: "One order of a shop is counted at a time, and few of all shops. Send it again in a moment.",
        retryAfter: 2,
      };
  }
}

/** Of missing events: what was stored can be sent, what was not is gone. */
const topicsToJson = ({ stored, notStored }: StoredTopics) => ({
  stored_topics: stored,
  not_stored: notStored,
});

const underFilter = (errors: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(errors).map(([field, messages]) => [`filter.${field}`, messages]));

const toJson = (recovery: RecoveryView) => ({
  id: recovery.id,
  endpoint_id: recovery.endpointId,
  url: recovery.endpointUrl,
  flow_trigger: recovery.flowTrigger,
  include: recovery.include,
  since: recovery.since,
  until: recovery.until,
  filter: {
    status: recovery.filter.status ?? null,
    topic: recovery.filter.topic ?? null,
    event_id: recovery.filter.eventId ?? null,
  },
  status: recovery.status,
  cancelled_because: recovery.cancelledBecause,
  total: recovery.total,
  more: recovery.more,
  done: recovery.done,
  skipped: recovery.skipped,
  created_at: recovery.createdAt,
  finished_at: recovery.finishedAt,
});
