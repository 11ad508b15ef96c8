// What a merchant may enter for an endpoint. Client-safe: forms and the API check with the same schemas.
import { z } from "zod";
import { isTopic } from "../topics/catalog.ts";

/** Means every topic, later ones included. */
export const ALL_TOPICS = "*";

const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/;
const HEADER_VALUE = /^[\x20-\x7e]{1,4096}$/;
/** What Carillon or HTTP itself sets. */
const RESERVED =
  /^(host|connection|keep-alive|upgrade|te|trailer|expect|transfer-encoding|content-.*|proxy-.*|user-agent|x-shop-domain|(x-)?triggered-at|x-topic|x-delivery-id|x-attempt|x-test|webhook-.*|signature(-next)?)$/i;

const hasNoControlCharacters = (value: string): boolean => !/\p{Cc}/u.test(value);

export const urlField = z
  .string({ error: "Enter the URL that should receive the events." })
  .trim()
  .min(1, "Enter the URL that should receive the events.")
  .max(2048, "A URL has at most 2048 characters.")
  .refine(hasNoControlCharacters, "A URL has no control characters.")
  .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), {
    error: "Enter a full address that begins with https://",
    abort: true,
  })
  .refine((value) => !new URL(value).username && !new URL(value).password, {
    error: "Leave user name and password out of the URL and send them in a header.",
  });

export const topicsField = z
  .array(z.string(), { error: "Choose at least one topic." })
  .min(1, "Choose at least one topic.")
  .transform((topics) => (topics.includes(ALL_TOPICS) ? [ALL_TOPICS] : [...new Set(topics)]))
  .superRefine((topics, context) => {
    for (const topic of topics.filter((name) => name !== ALL_TOPICS && !isTopic(name))) {
      context.addIssue(`There is no topic ${JSON.stringify(topic.slice(0, 60))}.`);
    }
  });

export const descriptionField = z
  .string()
  .trim()
  .max(200, "A description has at most 200 characters.")
  .refine(hasNoControlCharacters, "A description has no control characters.");

export const rateLimitField = z
  .int({ error: "A rate limit is a whole number of requests per second." })
  .min(1, "A rate limit is at least 1 request per second.")
  .max(1000, "A rate limit is at most 1000 requests per second.");

export const headersField = z.record(z.string(), z.string()).superRefine((headers, context) => {
  if (Object.keys(headers).length > 20) context.addIssue("At most 20 headers.");
  for (const [name, value] of Object.entries(headers)) {
    if (!HEADER_NAME.test(name)) context.addIssue(`${JSON.stringify(name.slice(0, 60))} is no header name.`);
    else if (RESERVED.test(name)) context.addIssue(`The header ${name} is set by Carillon.`);
    else if (!HEADER_VALUE.test(value))
      context.addIssue(`The value of ${name} must be printable ASCII text.`);
  }
});

/** The panel's form. */
export const endpointForm = z.object({
  url: urlField,
  description: descriptionField.default(""),
  topics: topicsField,
});

export interface EndpointInput {
  url: string;
  /** names, or only "*" */
  topics: string[];
  description?: string | undefined;
  headers?: Record<string, string> | undefined;
  rateLimit?: number | null | undefined;
  /** the merchant's own; otherwise one is made */
  secret?: string | undefined;
}
