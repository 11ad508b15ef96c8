import type { NextFunction, Request, RequestHandler, Response } from "express";
import type { z } from "zod";
import { fieldErrors } from "../rules/field-errors.ts";
import { invalid, sendProblem } from "./problem.ts";
import type { Caller } from "./tokens.ts";

/** The caller of an authenticated request. */
export const callerOf = (response: Response): Caller => response.locals.caller as Caller;

/** An async handler whose failure reaches the router's error handler. */
export const handle =
  (work: (request: Request, response: Response) => Promise<void>): RequestHandler =>
  (request: Request, response: Response, next: NextFunction) => {
    work(request, response).catch(next);
  };

/** The parsed input; undefined when it was wrong and the problem has been sent. */
export function parseInput<T>(response: Response, schema: z.ZodType<T>, input: unknown): T | undefined {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  sendProblem(response, invalid(fieldErrors(parsed.error)));
  return undefined;
}
