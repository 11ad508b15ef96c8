// Bodies: JSON objects whose numbers keep the form they have, so that what a caller sends as data goes out as it came.
import { isUtf8 } from "node:buffer";
import express, { type NextFunction, type Request, type RequestHandler, type Response } from "express";
import { isDeeperThan } from "../topics/nesting.ts";
import { type Payload, parsePayload } from "../topics/parse-payload.ts";
import { badRequest, invalid, type Problem, sendProblem } from "./problem.ts";

/** What goes deeper than this could be parsed and not written again. */
const MOST_LEVELS = 500;

/** curl and fetch name the last two by themselves when nobody says what a text is. */
const TYPES =
  /^(application\/json|[\w.-]+\/[\w.-]+\+json|text\/plain|application\/x-www-form-urlencoded)\s*(;|$)/i;

const NOT_JSON: Problem = {
  code: "unsupported_media_type",
  detail: "Send JSON, with content-type: application/json",
};

const TOO_DEEP: Problem = invalid({
  body: [`The body must not be nested deeper than ${MOST_LEVELS} levels.`],
});

/** `isRequired`: without a body nothing is done; otherwise none is an empty object. */
export const readBody = (isRequired: boolean): RequestHandler[] => [
  (request, response, next) => {
    const type = request.headers["content-type"];
    if (type === undefined || TYPES.test(type)) next();
    else sendProblem(response, NOT_JSON);
  },
  express.text({ limit: "256kb", type: () => true, verify: verifyText }),
  ...(isRequired ? [requireBody] : []),
  readJson,
];

/** What is no UTF-8 would be read with other characters in place of what was sent. Thrown: see handle-error.ts. */
function verifyText(_request: unknown, _response: unknown, bytes: Buffer, encoding: string): void {
  if (encoding === "utf-8" && !isUtf8(bytes)) throw new Error("the body is not UTF-8");
}

const isText = (body: unknown): body is string => typeof body === "string" && body !== "";

function requireBody(request: Request, response: Response, next: NextFunction): void {
  if (isText(request.body)) next();
  else sendProblem(response, badRequest("The body is missing: send a JSON object."));
}

function readJson(request: Request, response: Response, next: NextFunction): void {
  const text: unknown = request.body;
  const read = isText(text) ? parseBody(text) : {};
  request.body = read;
  if (read === undefined) sendProblem(response, badRequest("The body is not a JSON object."));
  else if (read === "too_deep" || isDeeperThan(MOST_LEVELS, read)) sendProblem(response, TOO_DEEP);
  else next();
}

function parseBody(text: string): Payload | "too_deep" | undefined {
  try {
    return parsePayload(text);
  } catch (error) {
    return error instanceof RangeError ? "too_deep" : undefined;
  }
}
