import { z } from "zod";
import { finishRotation } from "../endpoints/finish-rotation.ts";
import { rotateSecret } from "../endpoints/rotate-secret.ts";
import { SWITCHES, switchEndpoint } from "../endpoints/switch-endpoint.ts";
import { defineCall, json } from "./call.ts";
import {
  ENDPOINT_EXAMPLE,
  endpointSchema,
  endpointWithSecretSchema,
  readEndpoint,
  readWithSecret,
  SECRET_EXAMPLE,
} from "./endpoints-answer.ts";
import { idInPath, plainNumber } from "./fields.ts";
import { invalid, notFound, problem } from "./problem.ts";

const group = "Endpoints";

const SUMMARIES: Record<(typeof SWITCHES)[number], string> = {
  enable: "Enable a disabled endpoint",
  disable: "Disable an endpoint: what waits for it is discarded",
  pause: "Pause an endpoint: deliveries are made and wait",
  resume: "Resume a paused endpoint",
};

const switches = SWITCHES.map((wanted) =>
  defineCall({
    method: "post",
    path: `/endpoints/{id}/${wanted}`,
    id: `${wanted}Endpoint`,
    group,
    scope: "write",
    summary: SUMMARIES[wanted],
    params: idInPath("ep"),
    answers: { 200: json("The endpoint as it is then", endpointSchema, ENDPOINT_EXAMPLE) },
    // An endpoint can be disabled whatever its status.
    problems: wanted === "disable" ? ["not_found"] : ["not_found", "wrong_status"],
    async run({ deps, shopId, params }) {
      const outcome = await switchEndpoint(deps, shopId, params.id, wanted);
      if (outcome.kind === "not_found") return notFound("endpoint");
      if (outcome.kind === "switched") return readEndpoint(deps, shopId, params.id);
      return problem("wrong_status", outcome.why, { title: `Cannot ${wanted} this endpoint` });
    },
  }),
);

const OVERLAP = "An overlap is a whole number of seconds from 0 to 604800 (7 days).";

const rotate = defineCall({
  method: "post",
  path: "/endpoints/{id}/rotate-secret",
  id: "rotateSecret",
  group,
  scope: "write",
  summary: "Give an endpoint a new secret",
  description: "The old one signs as well until the overlap is over.",
  params: idInPath("ep"),
  body: z.strictObject({
    overlap_seconds: z
      .preprocess(plainNumber, z.int(OVERLAP).min(0, OVERLAP).max(604_800, OVERLAP))
      .default(86_400),
    secret: z.string("A secret is a text.").optional(),
  }),
  bodyExample: { overlap_seconds: 86_400 },
  answers: {
    200: json("The endpoint and, this once, its new secret", endpointWithSecretSchema, {
      ...ENDPOINT_EXAMPLE,
      secret: SECRET_EXAMPLE,
    }),
  },
  problems: ["not_found", "rotation_limit"],
  async run({ deps, shopId, params: { id }, body: { overlap_seconds: overlapSeconds, secret } }) {
    const outcome = await rotateSecret(deps, shopId, id, { overlapSeconds, secret });
    switch (outcome.kind) {
      case "rotated":
        return readWithSecret(deps, shopId, { id, secret: outcome.secret, status: 200 });
      case "not_found":
        return notFound("endpoint");
      case "invalid":
        return invalid(outcome.errors);
      case "rotation_limit":
        return problem(
          "rotation_limit",
          `An endpoint has at most ${outcome.limit} live secrets, and the next one ends at ${outcome.nextEnd.toISOString()}. Finish the rotation first, or rotate with an overlap of 0.`,
        );
    }
  },
});

const finish = defineCall({
  method: "post",
  path: "/endpoints/{id}/finish-rotation",
  id: "finishRotation",
  group,
  scope: "write",
  summary: "Retire all secrets of an endpoint but the newest",
  params: idInPath("ep"),
  answers: { 200: json("The endpoint as it is then", endpointSchema, ENDPOINT_EXAMPLE) },
  problems: ["not_found"],
  async run({ deps, shopId, params }) {
    await finishRotation(deps, shopId, params.id);
    return readEndpoint(deps, shopId, params.id); // not found where it is not there
  },
});

export const ENDPOINT_ACTION_CALLS = [...switches, rotate, finish];
