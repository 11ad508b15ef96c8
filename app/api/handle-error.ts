import type { ErrorRequestHandler, Response } from "express";
import type { Deps } from "../config/deps.ts";
import { badRequest, type Problem, sendProblem } from "./problem.ts";

/** What pg says when every connection is taken for too long, also through Prisma. */
const NO_CONNECTION = "timeout exceeded when trying to connect";

/** As Express and its parsers throw it. */
type Thrown = Error & { type?: string; status?: number };

/** What went wrong on the way of a call, as a problem document. */
export function handleError({ log }: Pick<Deps, "log">): ErrorRequestHandler {
  return (error: Thrown, _request, response: Response, _next) => {
    if (response.headersSent) return void response.destroy();
    const known = problemOf(error);
    if (known?.code === "unavailable") log.warn({ error: NO_CONNECTION }, "api.busy");
    if (!known) log.error({ error: error.message }, "api.failed");
    sendProblem(response, known ?? INTERNAL);
  };
}

const INTERNAL: Problem = { code: "internal", detail: "Something broke on our side. Try again later." };

/** undefined for what is our own fault. */
function problemOf({ type, status, message }: Thrown): Problem | undefined {
  if (type === "entity.too.large")
    return { code: "too_large", detail: "A request body has at most 256 KiB." };
  if (type === "encoding.unsupported" || type === "charset.unsupported")
    return { code: "unsupported_media_type", detail: "The body's encoding or character set is not known." };
  if (status !== undefined && status < 500)
    return badRequest("The request cannot be read: its path or body is badly encoded.");
  if (!message.includes(NO_CONNECTION)) return undefined;
  return {
    code: "unavailable",
    detail: "The database had no time for this call. Send it again in a moment.",
    retryAfter: 5,
  };
}
