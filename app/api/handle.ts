import type { Response } from "express";
import type { z } from "zod";
import { fieldErrors } from "../rules/field-errors.ts";

export { handle } from "../server/handle.ts";

import type { Caller } from "../tokens/find-caller.ts";
import { invalid, sendProblem } from "./problem.ts";

/** The caller of an authenticated request. */
export const callerOf = (response: Response): Caller => response.locals.caller as Caller;

/** The parsed input; undefined when it was wrong and the problem has been sent. */
export function parseInput<T>(response: Response, schema: z.ZodType<T>, input: unknown): T | undefined {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  sendProblem(response, invalid(fieldErrors(parsed.error)));
  return undefined;
}
