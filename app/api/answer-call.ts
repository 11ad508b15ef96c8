// A call's way from a request that may make it to its answer.
import type { Request, RequestHandler, Response } from "express";
import { z } from "zod";
import type { Deps } from "../config/deps.ts";
import { fieldErrors } from "../rules/field-errors.ts";
import { handle } from "../server/handle.ts";
import type { Payload } from "../topics/parse-payload.ts";
import { type Answer, type AnswerWords, type ApiCall, hasBody } from "./call.ts";
import { callerOf } from "./identify.ts";
import { invalid, sendProblem } from "./problem.ts";
import { sendText } from "./send-text.ts";

const NOTHING = z.strictObject({});

/** The schema of a call's body; undefined for methods that have none. */
export function bodySchemaOf(call: ApiCall, deps: Pick<Deps, "clock">): z.ZodType | undefined {
  if (!hasBody(call)) return undefined;
  return typeof call.body === "function" ? call.body(deps) : (call.body ?? NOTHING);
}

/** Checks what was sent, makes the call and sends what it answers. */
export function answerCall(deps: Deps, call: ApiCall): RequestHandler {
  const querySchema = call.query ?? NOTHING;
  const bodySchema = bodySchemaOf(call, deps) ?? z.unknown();
  return handle(async (request, response) => {
    const query = querySchema.safeParse(request.query);
    if (!query.success) return sendProblem(response, invalid(fieldErrors(query.error)));
    const body = bodySchema.safeParse(request.body);
    if (!body.success) return sendProblem(response, invalid(fieldErrors(body.error)));
    const input = { deps, ...callInput(request, response), query: query.data, body: body.data };
    sendAnswer(response, call, await call.run(input));
  });
}

function callInput(request: Request, response: Response) {
  const caller = callerOf(response);
  return { params: request.params, caller, shopId: caller?.shopId, sent: request.body as Payload };
}

function sendAnswer(response: Response, { answers }: ApiCall, answer: Answer): void {
  if ("code" in answer) sendProblem(response, answer);
  else if (answer.stream) answer.stream(response.status(answer.status));
  else if (answer.text !== undefined)
    sendText(response, answer.status, typeOf(answers[answer.status]), answer.text);
  else if (answer.body !== undefined)
    sendText(response, answer.status, "application/json", JSON.stringify(answer.body));
  else response.status(answer.status).end();
}

const typeOf = (words: AnswerWords | undefined): string =>
  words && "type" in words ? words.type : "application/json";
