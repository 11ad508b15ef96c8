import { Router } from "express";
import { z } from "zod";
import type { Deps } from "../config/deps.ts";
import { isId } from "../db/ids.ts";
import { mapAgain } from "../pipeline/inbox/map-again.ts";
import { countInbound, INBOUND_STATUSES, type InboundView, listInbound } from "../queries/inbound.ts";
import { explainInbound } from "../rules/unmapped-reasons.ts";
import { callerOf, handle, parseInput } from "./handle.ts";
import { limitField } from "./number-fields.ts";

const reason = z
  .string("A reason is a text.")
  .max(500, "A reason has at most 500 characters.")
  .regex(/^[^\0\p{Cs}]*$/u, "A reason has no NUL and no half characters.")
  .optional();

const listQuery = z.strictObject({
  status: z.enum(INBOUND_STATUSES, `Must be one of ${INBOUND_STATUSES.join(", ")}.`).default("unmapped"),
  reason,
  cursor: z
    .string()
    .refine((text) => isId("inb", text), "This is no cursor of this list.")
    .optional(),
  limit: limitField,
});

const mapAgainBody = z.strictObject({ reason });

/** GET /inbound, GET /inbound/summary, POST /inbound/map-again: what came in and became no event. */
export function inboundRoutes(deps: Deps): Router {
  const router = Router();

  router.get(
    "/inbound",
    handle(async (request, response) => {
      const query = parseInput(response, listQuery, request.query);
      if (!query) return;
      const { rows, next } = await listInbound(deps, callerOf(response).shopId, query, query);
      response.json({ inbound: rows.map(toJson), next_cursor: next });
    }),
  );

  router.get(
    "/inbound/summary",
    handle(async (_request, response) => {
      const counts = await countInbound(deps, callerOf(response).shopId);
      response.json({
        summary: counts.map(({ lastReceivedAt, ...group }) => ({
          ...group,
          explanation: explainInbound(group.status, group.reason),
          last_received_at: lastReceivedAt,
        })),
      });
    }),
  );

  router.post(
    "/inbound/map-again",
    handle(async (request, response) => {
      const body = parseInput(response, mapAgainBody, request.body);
      if (!body) return;
      const count = await mapAgain(deps, callerOf(response).shopId, body.reason ? [body.reason] : null);
      response.status(202).json({ count });
    }),
  );

  return router;
}

const toJson = ({ id, topic, status, reason, ...times }: InboundView) => ({
  id,
  topic,
  status,
  reason,
  explanation: explainInbound(status, reason),
  triggered_at: times.triggeredAt,
  received_at: times.receivedAt,
  next_try_at: times.nextTryAt,
});
