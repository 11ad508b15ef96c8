import { Router } from "express";
import { z } from "zod";
import type { Deps } from "../config/deps.ts";
import { finishRotation } from "../endpoints/finish-rotation.ts";
import { rotateSecret } from "../endpoints/rotate-secret.ts";
import { SWITCHES, switchEndpoint } from "../endpoints/switch-endpoint.ts";
import { sendEndpoint } from "./endpoints-answer.ts";
import { callerOf, handle, parseInput } from "./handle.ts";
import { plainNumber } from "./number-fields.ts";
import { invalid, notFound, sendProblem } from "./problem.ts";

const nothing = z.strictObject({});

const OVERLAP = "An overlap is a whole number of seconds from 0 to 604800 (7 days).";

const rotateBody = z.strictObject({
  overlap_seconds: z
    .preprocess(plainNumber, z.int(OVERLAP).min(0, OVERLAP).max(604_800, OVERLAP))
    .default(86_400),
  secret: z.string("A secret is a text.").optional(),
});

/** POST /endpoints/:id/enable, /disable, /pause, /resume, /rotate-secret, /finish-rotation */
export function endpointActionRoutes(deps: Deps): Router {
  const router = Router();

  for (const wanted of SWITCHES) {
    router.post(
      `/endpoints/:id/${wanted}`,
      handle(async (request, response) => {
        if (!parseInput(response, nothing, request.body)) return;
        const id = request.params.id ?? "";
        const outcome = await switchEndpoint(deps, callerOf(response).shopId, id, wanted);
        if (outcome.kind === "not_found") return sendProblem(response, notFound("endpoint"));
        if (outcome.kind === "switched") {
          return sendEndpoint(deps, response, id);
        }
        sendProblem(response, {
          status: 409,
          code: "wrong_status",
          title: `Cannot ${wanted} this endpoint`,
          detail: outcome.why,
        });
      }),
    );
  }

  router.post(
    "/endpoints/:id/rotate-secret",
    handle(async (request, response) => {
      const body = parseInput(response, rotateBody, request.body);
      if (!body) return;
      const id = request.params.id ?? "";
      const { overlap_seconds: overlapSeconds, secret } = body;
      const outcome = await rotateSecret(deps, callerOf(response).shopId, id, { overlapSeconds, secret });
      switch (outcome.kind) {
        case "rotated":
          return sendEndpoint(deps, response, id, { secret: outcome.secret });
        case "not_found":
          return sendProblem(response, notFound("endpoint"));
        case "invalid":
          return sendProblem(response, invalid(outcome.errors));
        case "rotation_limit":
          return sendProblem(response, {
            status: 409,
            code: "rotation_limit",
            title: "Too many secrets",
            detail: `An endpoint has at most ${outcome.limit} live secrets, and the next one ends at ${outcome.nextEnd.toISOString()}. Finish the rotation first, or rotate with an overlap of 0.`,
          });
      }
    }),
  );

  router.post(
    "/endpoints/:id/finish-rotation",
    handle(async (request, response) => {
      if (!parseInput(response, nothing, request.body)) return;
      const id = request.params.id ?? "";
      await finishRotation(deps, callerOf(response).shopId, id);
      await sendEndpoint(deps, response, id); // 404 for what is not there
    }),
  );

  return router;
}
