// The problem documents that a call may answer, by status.
import { z } from "zod";
import type { ZodOpenApiResponseObject } from "zod-openapi";
import { type ApiCall, hasBody } from "../call.ts";
import { PROBLEMS, type ProblemCode, problemType } from "../problem.ts";
import { headersNamed, limitHeaders } from "./response-headers.ts";

/** Any problem document (RFC 9457). */
export const problemSchema = z
  .object({
    type: z.string().meta({
      description: "Ends in a stable code",
      override: { type: "string", enum: (Object.keys(PROBLEMS) as ProblemCode[]).map(problemType) },
    }),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe("A sentence for whoever reads the log"),
    errors: z
      .record(z.string(), z.array(z.string()))
      .optional()
      .describe("By field, with dots between the parts of its path; of `invalid` alone"),
  })
  .meta({ id: "Problem" });

/** Every code that a call may answer: its own, and those that come with what it is. */
function codesOf({ problems = [], scope, path, ...call }: ApiCall): ProblemCode[] {
  const own: readonly ProblemCode[] = problems;
  return [
    ...(scope === undefined ? [] : (["unauthorized", "internal", "unavailable"] as const)),
    ...(scope === "write" ? (["read_only"] as const) : []),
    ...(path.includes("{") ? (["bad_request"] as const) : []),
    ...(hasBody(call) ? (["bad_request", "too_large", "unsupported_media_type"] as const) : []),
    ...(["invalid", "too_many_requests"] as const),
    ...own,
  ];
}

type Responses = Record<`${1 | 2 | 3 | 4 | 5}${string}`, ZodOpenApiResponseObject>;

export function problemResponses(call: ApiCall): Responses {
  const byStatus = Object.groupBy([...new Set(codesOf(call))].sort(), (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, codes = []]) => [status, responseOf(codes, Number(status))]),
  );
}

const made = new Map<string, ZodOpenApiResponseObject>();

/** The same one for the same codes: it stands in the document once. All of them have one status. */
function responseOf(codes: ProblemCode[], status: number): ZodOpenApiResponseObject {
  const id = codes.join("_or_");
  const response = made.get(id) ?? { id, ...describe(codes, status) };
  made.set(id, response);
  return response;
}

function describe(codes: ProblemCode[], status: number): ZodOpenApiResponseObject {
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].when}`).join("\n\n"),
    headers: headersOf(status),
    content: {
      "application/problem+json": {
        schema: {
          allOf: [{ $ref: "#/components/schemas/Problem" }],
          properties: { type: { enum: codes.map(problemType) }, status: { const: status } },
        },
        examples: Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code) }])),
      },
    },
  };
}

function headersOf(status: number): ZodOpenApiResponseObject["headers"] {
  if (status === 401) return headersNamed("www-authenticate");
  if (status === 429 || status === 503) return headersNamed("retry-after");
  if (status === 400 || status === 500) return {}; // 400 may be said before the caller is looked at
  return { ...limitHeaders(), ...(status === 409 && headersNamed("location")) };
}

function exampleOf(code: ProblemCode) {
  const { status, title, when } = PROBLEMS[code];
  const errors = code === "invalid" && { errors: { limit: ["A page has 1 to 100 rows."] } };
  return { type: problemType(code), title, status, detail: when, ...errors };
}
