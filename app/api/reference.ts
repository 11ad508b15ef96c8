// What tools read: the same for everybody, so it needs no token.
import { z } from "zod";
import { bodyJsonSchema } from "../topics/body-schema.ts";
import { isTopic } from "../topics/catalog.ts";
import { PAYLOAD_TYPES } from "../topics/generated/payload-types.ts";
import { type ApiCall, answer, answerText, definePublicCall, json } from "./call.ts";
import { problem } from "./problem.ts";

const group = "Reference";

const NO_TOPIC = problem("not_found", "There is no such topic.");

/** `documentText`: the OpenAPI document of all calls, these included. */
export function referenceCalls(documentText: () => string): ApiCall[] {
  const openapi = definePublicCall({
    method: "get",
    path: "/openapi.json",
    id: "getOpenApi",
    group,
    summary: "This document",
    description: "It holds nothing of a shop and needs no token.",
    answers: {
      200: {
        description: "OpenAPI 3.1",
        type: "application/json",
        textSchema: z.object({ openapi: z.string() }).loose(),
      },
    },
    run: async () => answerText(200, documentText()),
  });

  const schema = definePublicCall({
    method: "get",
    path: "/schemas/{category}/{name}.json",
    id: "getSchema",
    group,
    summary: "The whole body of a topic as JSON Schema",
    description: "Draft 2020-12. It lets unknown fields through: later ones may come.",
    params: z.object({
      category: z.string().meta({ example: "order" }),
      name: z.string().meta({ example: "paid" }),
    }),
    answers: {
      200: json("The schema", z.record(z.string(), z.unknown()), {
        ...{ $schema: "https://json-schema.org/draft/2020-12/schema", type: "object" },
      }),
    },
    problems: ["not_found"],
    async run({ params }) {
      const topic = `${params.category}/${params.name}`;
      return isTopic(topic) ? answer(200, { ...bodyJsonSchema(topic) }) : NO_TOPIC;
    },
  });

  const types = definePublicCall({
    method: "get",
    path: "/types.ts",
    id: "getTypes",
    group,
    summary: "The bodies of all topics as TypeScript types",
    answers: { 200: { description: "A declaration file", type: "text/plain" } },
    run: async () => answerText(200, PAYLOAD_TYPES),
  });

  return [openapi, schema, types];
}
