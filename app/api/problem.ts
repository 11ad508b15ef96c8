// Errors as RFC 9457 problem documents.
import type { Response } from "express";

export interface Problem {
  status: number;
  /** a stable word, the last part of the type's URI */
  code: string;
  title: string;
  detail: string;
  /** by field */
  errors?: Record<string, string[]>;
  /** seconds */
  retryAfter?: number;
}

export function sendProblem(response: Response, problem: Problem): void {
  const { status, code, title, detail, errors, retryAfter } = problem;
  if (retryAfter !== undefined) response.setHeader("retry-after", String(retryAfter));
  response
    .status(status)
    .type("application/problem+json")
    .send(
      JSON.stringify({
        type: `urn:carillon:problem:${code}`,
        title,
        status,
        detail,
        ...(errors && { errors }),
      }),
    );
}

export const notFound = (what: string): Problem => ({
  status: 404,
  code: "not_found",
  title: "Not found",
  detail: `This shop has no ${what} with that id.`,
});

export const invalid = (errors: Record<string, string[]>): Problem => ({
  status: 422,
  code: "invalid",
  title: "Invalid input",
  detail: "Some fields are missing or wrong; errors says which and why.",
  errors,
});

export const badRequest = (detail: string): Problem => ({
  status: 400,
  code: "bad_request",
  title: "Bad request",
  detail,
});
