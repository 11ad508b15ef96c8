import { createHash } from "node:crypto";
import { Router } from "express";
import type { Deps } from "../config/deps.ts";
import { acceptEvent, type SentEvent } from "../pipeline/inbox/accept-event.ts";
import { customerGid, eventBody } from "./event-body.ts";
import { callerOf, handle, parseInput } from "./handle.ts";
import { type Problem, sendProblem } from "./problem.ts";

/** POST /events: an event that Shopify does not know. */
export function eventRoutes(deps: Deps): Router {
  const schema = eventBody(deps);
  const router = Router();
  router.post(
    "/events",
    handle(async (request, response) => {
      const body = parseInput(response, schema, request.body);
      if (!body) return;
      const event: SentEvent = {
        topic: body.topic,
        data: body.data,
        resource: body.resource ?? null,
        customer: customerGid(body.customer),
        triggeredAt: body.triggered_at ? new Date(body.triggered_at) : deps.clock.now(),
      };
      const key = body.idempotency_key ?? undefined;
      const idempotency = key === undefined ? undefined : { key, bodyHash: hashOf(request.body) };
      const outcome = await acceptEvent(deps, callerOf(response).shopId, event, idempotency);
      switch (outcome.kind) {
        case "accepted":
          return void response.status(202).json({ id: outcome.id });
        case "repeated":
          return void response.json({ id: outcome.id });
        default:
          sendProblem(response, PROBLEMS[outcome.kind]);
      }
    }),
  );
  return router;
}

const PROBLEMS: Record<"conflict" | "unavailable", Problem> = {
  conflict: {
    status: 409,
    code: "idempotency_conflict",
    title: "Another event has this key",
    detail: "An earlier request with this idempotency_key had another body.",
  },
  unavailable: {
    status: 503,
    code: "unavailable",
    title: "Not stored",
    detail: "The event could not be stored. Send it again, with the same idempotency_key if it has one.",
    retryAfter: 5,
  },
};

/** White space aside, the same for the same text. */
const hashOf = (body: unknown) => createHash("sha256").update(JSON.stringify(body)).digest("hex");
