// Errors as RFC 9457 problem documents. Every code there is stands here, once: the router sends no other, and the
// OpenAPI document names them by call.
import type { Response } from "express";
import { sendText } from "./send-text.ts";

interface Kind {
  status: number;
  title: string;
  /** when it is answered, for the document */
  when: string;
}

const kind = (status: number, title: string, when: string): Kind => ({ status, title, when });

export const PROBLEMS = {
  bad_request: kind(
    400,
    "Bad request",
    "The path or the body is badly encoded, or the body is missing or no JSON object.",
  ),
  unauthorized: kind(401, "Unauthorized", "No token, an unknown or a revoked one."),
  read_only: kind(403, "Forbidden", "The token has read scope, and the call wants write."),
  not_found: kind(404, "Not found", "The shop has nothing with that id; another shop's ids are unknown too."),
  no_such_call: kind(404, "No such call", "There is no such path."),
  method_not_allowed: kind(405, "Method not allowed", "The path has other methods: see the header `allow`."),
  wrong_status: kind(409, "Wrong status", "The endpoint's status does not allow it; detail says what to do."),
  rotation_limit: kind(409, "Too many secrets", "The endpoint has as many live secrets as there may be."),
  endpoint_limit: kind(409, "Too many endpoints", "The shop has as many endpoints as it may have."),
  sealed: kind(
    409,
    "The endpoint's headers or secret cannot be read",
    "They were stored with a key that the server no longer has.",
  ),
  in_flight: kind(409, "The delivery is in flight", "It is being sent right now."),
  endpoint_disabled: kind(409, "The endpoint is disabled", "Nothing is sent to it."),
  recovery_running: kind(
    409,
    "A recovery is running",
    "One does the same for the endpoint: see the header `location`.",
  ),
  recovery_ended: kind(409, "This recovery has ended", "There is nothing left to cancel."),
  idempotency_conflict: kind(
    409,
    "Another event has this key",
    "An earlier request with this idempotency_key had another body.",
  ),
  no_mail: kind(409, "No mail can be sent", "There is no mail server, or no address is known."),
  payload_expired: kind(410, "The payload is gone", "The event's body is older than bodies are kept."),
  too_large: kind(413, "Too large", "The body has more than 256 KiB."),
  unsupported_media_type: kind(
    415,
    "Unsupported media type",
    "The body is declared as something else than JSON, or is encoded in a way that is not known.",
  ),
  invalid: kind(422, "Invalid input", "Fields are missing, wrong or unknown: `errors` says which and why."),
  too_many_requests: kind(429, "Too many requests", "More calls than a token, or an address, may make."),
  too_many_tests: kind(429, "Too many tests", "More test calls or test mails than a shop may send."),
  busy: kind(429, "Counting already", "One order of a shop is counted at a time, and few of all shops."),
  internal: kind(500, "Internal error", "Something broke on our side."),
  unavailable: kind(503, "Too much at once", "The database had no time for the call."),
} as const satisfies Record<string, Kind>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface Problem<Code extends ProblemCode = ProblemCode> {
  /** the last part of the type's URI */
  code: Code;
  /** in place of the code's own */
  title?: string;
  detail: string;
  /** by field */
  errors?: Record<string, string[]>;
  /** seconds */
  retryAfter?: number;
  headers?: Record<string, string>;
}

export const problemType = (code: ProblemCode): string => `urn:carillon:problem:${code}`;

export function sendProblem(response: Response, problem: Problem): void {
  const { code, detail, errors, retryAfter, headers = {} } = problem;
  const { status, title } = PROBLEMS[code];
  if (retryAfter !== undefined) response.setHeader("retry-after", String(retryAfter));
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const document = {
    ...{ type: problemType(code), title: problem.title ?? title, status, detail },
    ...(errors && { errors }),
  };
  sendText(response, status, "application/problem+json", JSON.stringify(document));
}

export const problem = <const Code extends ProblemCode>(
  code: Code,
  detail: string,
  more: Omit<Problem, "code" | "detail"> = {},
): Problem<Code> => ({ code, detail, ...more });

export const notFound = (what: string) => problem("not_found", `This shop has no ${what} with that id.`);

export const invalid = (errors: Record<string, string[]>) =>
  problem("invalid", "Some fields are missing or wrong; errors says which and why.", { errors });

export const badRequest = (detail: string) => problem("bad_request", detail);
