// What a merchant may enter for an endpoint. Client-safe: forms and the API check with the same schemas.
import { z } from "zod";
import { isTopic } from "../topics/catalog.ts";
import { withoutInvisible } from "./url-list.ts";

/** Means every topic, later ones included, but for the operational ones. */
export const ALL_TOPICS = "*";

/** Whether a topic is about Carillon's own work. An endpoint hears of it only if it names it. */
export const isOperational = (topic: string): boolean => topic.startsWith("endpoint/");

/** Stands for the value of a header wherever headers are read. */
export const MASKED = "•••";

/** JavaScript's objects lose one of this name. */
const LOST = "__proto__";
const HEADER_NAME = /^(?!__proto__$)[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/;
const HEADER_VALUE = /^[\x20-\x7e]{1,4096}$/;
/** What Carillon or HTTP itself sets. */
const RESERVED =
  /^(host|connection|keep-alive|upgrade|te|trailer|expect|transfer-encoding|content-.*|proxy-.*|user-agent|x-shop-domain|(x-)?triggered-at|x-topic|x-delivery-id|x-attempt|x-test|webhook-.*|signature(-next)?)$/i;

const hasNoControlCharacters = (value: string): boolean => !/\p{Cc}/u.test(value);
/** PostgreSQL stores no half of a surrogate pair. */
const hasWholeCharacters = (value: string): boolean => !/\p{Cs}/u.test(value);

export const urlField = z
  .string({ error: "Enter the URL that should receive the events." })
  .overwrite(withoutInvisible)
  .trim()
  .min(1, "Enter the URL that should receive the events.")
  .max(2048, "A URL has at most 2048 characters.")
  .refine(hasNoControlCharacters, "A URL has no control characters.")
  .refine(hasWholeCharacters, "A URL has no half characters (lone surrogates).")
  .refine((value) => URL.canParse(value) && /^https?:\/\/[^/\\]/i.test(value), {
    error: "Enter a full address that begins with https://",
    abort: true,
  })
  .refine((value) => !new URL(value).username && !new URL(value).password, {
    error: "Leave user name and password out of the URL and send them in a header.",
  });

export const topicsField = z
  .array(z.string("Must be the name of a topic."), { error: "Choose at least one topic." })
  .min(1, "Choose at least one topic.")
  .superRefine((topics, context) => {
    for (const topic of new Set(topics.filter((name) => name !== ALL_TOPICS && !isTopic(name)))) {
      context.addIssue(`There is no topic ${JSON.stringify(topic.slice(0, 60))}.`);
    }
  })
  .transform((topics) => {
    const names = [...new Set(topics)];
    return names.includes(ALL_TOPICS) ? [ALL_TOPICS, ...names.filter(isOperational)] : names;
  });

export const descriptionField = z
  .string("A description is a text.")
  .trim()
  .max(200, "A description has at most 200 characters.")
  .refine(hasNoControlCharacters, "A description has no control characters.")
  .refine(hasWholeCharacters, "A description has no half characters (lone surrogates).");

export const rateLimitField = z
  .int({ error: "A rate limit is a whole number of requests per second." })
  .min(1, "A rate limit is at least 1 request per second.")
  .max(1000, "A rate limit is at most 1000 requests per second.");

const MOST_HEADERS = 20;
/** Names and values together. Servers commonly read 8 KiB of headers, Carillon's own among them. */
const MOST_HEADER_CHARACTERS = 6_000;

/** What is wrong with an endpoint's headers as a whole; undefined when nothing is. */
export function headersProblem(headers: Record<string, unknown>): string | undefined {
  const entries = Object.entries(headers);
  if (entries.length > MOST_HEADERS) return `At most ${MOST_HEADERS} headers.`;
  const characters = entries.reduce((sum, [name, value]) => sum + name.length + String(value).length, 0);
  return characters > MOST_HEADER_CHARACTERS
    ? `Names and values of the headers have at most ${MOST_HEADER_CHARACTERS} characters together.`
    : undefined;
}

/** What is wrong with one of them. `value`: null takes the header away. */
function headerProblem(name: string, value: string | null): string | undefined {
  if (value === null) return undefined;
  if (!HEADER_NAME.test(name)) return `${JSON.stringify(name.slice(0, 60))} is no header name.`;
  if (RESERVED.test(name)) return `The header ${name} is set by Carillon.`;
  if (value === MASKED) {
    return `${MASKED} stands for a value that is not shown: leave ${name} out to keep it, or give it a new value.`;
  }
  return HEADER_VALUE.test(value) ? undefined : `The value of ${name} must be printable ASCII text.`;
}

function checkHeaders(headers: Record<string, string | null>, context: z.core.$RefinementCtx): void {
  const whole = headersProblem(headers);
  if (whole) context.addIssue(whole);
  const seen = new Set<string>();
  for (const [name, value] of Object.entries(headers)) {
    const problem = seen.has(name.toLowerCase())
      ? `The header ${name} is given twice; upper and lower case are the same.`
      : headerProblem(name, value);
    if (problem) context.addIssue(problem);
    seen.add(name.toLowerCase());
  }
}

const HEADERS = "Headers are an object of names and values.";
const HEADER_TEXT = "A header's value is a text.";

/** z.record would leave it out without a word. */
const losesNone = z
  .unknown()
  .refine(
    (headers) => typeof headers !== "object" || headers === null || !Object.hasOwn(headers, LOST),
    headerProblem(LOST, ""),
  );

export const headersField = losesNone.pipe(
  z.record(z.string(), z.string(HEADER_TEXT), HEADERS).superRefine(checkHeaders),
);

/** By name: a text sets or replaces a header, null takes it away, and the others stay as they are. */
export const headerChangesField = losesNone.pipe(
  z.record(z.string(), z.string(HEADER_TEXT).nullable(), HEADERS).superRefine(checkHeaders),
);

const NO_NAME = "Enter the header's name.";
/** Said of a header that has none. */
export const NO_VALUE = "Enter the header's value.";

/** One header, in the panel. */
export const headerForm = z
  .object({
    name: z.string({ error: NO_NAME }).trim().min(1, { error: NO_NAME, abort: true }),
    value: z.string({ error: NO_VALUE }).trim().min(1, { error: NO_VALUE, abort: true }),
  })
  .superRefine(({ name, value }, context) => {
    const problem = headerProblem(name, value);
    if (problem)
      context.addIssue({ code: "custom", message: problem, path: [isHeaderName(name) ? "value" : "name"] });
  });

const isHeaderName = (name: string): boolean => HEADER_NAME.test(name) && !RESERVED.test(name);

export interface EndpointInput {
  url: string;
  /** names; or "*" and the names of operational topics */
  topics: string[];
  description?: string | undefined;
  headers?: Record<string, string> | undefined;
  rateLimit?: number | null | undefined;
  weeklyCheck?: boolean | undefined;
  /** the merchant's own; otherwise one is made */
  secret?: string | undefined;
}

/** What is left out stays as it is. */
export interface EndpointChanges extends Partial<Omit<EndpointInput, "headers" | "secret">> {
  /** by name: null takes a header away */
  headers?: Record<string, string | null> | undefined;
}
