// HTTP failures of the Admin API in sentences (https://shopify.dev/docs/api/usage/response-codes). The request and its
// answer may hold personal data: neither gets into a sentence.
import { ClientError } from "graphql-request";
import { Postponed } from "./setbacks.ts";

const SENTENCES: Record<number, string> = {
  // Another one is fetched for the next call; whether the merchant has to do something shows then.
  401: "Shopify refused the shop's access token. Carillon asks for another one.",
  402: "Shopify has frozen the shop because a bill is unpaid.",
  403: "Shopify refused this app access to the shop.",
  404: "Shopify knows no such shop.",
  423: "Shopify has locked the shop.",
  429: "Shopify wants fewer requests for this shop.",
};

export function explainFailure(error: unknown): Postponed {
  if (error instanceof Postponed) return error; // no call was made
  if (error instanceof ClientError) return explainStatus(error.response.status, error.response.headers);
  const { name } = error as Error;
  if (name === "TimeoutError") return new Postponed("Shopify did not answer in time.");
  // fetch throws a TypeError for every failure of the connection.
  if (name === "TypeError") return new Postponed("Shopify could not be reached.");
  return new Postponed("Shopify's answer could not be read.");
}

function explainStatus(status: number, headers: unknown): Postponed {
  const sentence = SENTENCES[status] ?? `Shopify answered with HTTP status ${status}.`;
  return new Postponed(sentence, {
    retryAfterMs: headers instanceof Headers ? retryAfterMs(headers) : null,
  });
}

function retryAfterMs(headers: Headers): number | null {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return seconds > 0 ? Math.ceil(seconds * 1_000) : null;
}
