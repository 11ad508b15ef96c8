// What Shopify Flow sends to Carillon: a JSON object, signed like a webhook, over its raw bytes.
import type { Request, Response } from "express";
import { clientSecrets } from "../config/client-secrets.ts";
import type { Deps } from "../config/deps.ts";
import { isFromShopify } from "../signing/verify-shopify.ts";
import { type Payload, parsePayload } from "../topics/parse-payload.ts";
import { createBodyReader } from "./read-body.ts";
import { createRefusals, LIMITED, RETRY_AFTER_SECONDS } from "./refusals.ts";

export interface Answer {
  status: number;
  /** one sentence; merchants see it in the log of their workflow's run */
  text: string;
  /** 5 to 3600: Flow takes nothing else */
  retryAfterSeconds?: number;
}

/** aborted: whoever sent it has gone, there is nobody to answer. */
export type SignedRead =
  | { kind: "signed"; payload: Payload }
  | { kind: "refused"; answer: Answer }
  | { kind: "aborted" };

/** Bodies of all requests of one reader under way. */
const MAX_BYTES_IN_FLIGHT = 32 * 1024 * 1024;
/** An HMAC-SHA256 in base64. */
const SIGNATURE = /^[A-Za-z0-9+/]{43}=$/;
const RETRY_SECONDS = 30;

const REFUSALS = {
  method: { status: 405, text: "Send it with POST." },
  unsigned: { status: 401, text: "The X-Shopify-Hmac-Sha256 header is missing or does not match the body." },
  limited: { status: 429, text: LIMITED, retryAfterSeconds: RETRY_AFTER_SECONDS },
  not_json: { status: 400, text: "The body is not a JSON object." },
  busy: {
    status: 503,
    text: "Too much is coming in at once. Send it again.",
    retryAfterSeconds: RETRY_SECONDS,
  },
  // Not 408: Flow takes that as final.
  too_slow: {
    status: 503,
    text: "The body did not arrive in time. Send it again.",
    retryAfterSeconds: RETRY_SECONDS,
  },
} satisfies Record<string, Answer>;

interface Limit {
  maxBytes: number;
  /** what to say of a larger body */
  tooLarge: string;
}

/**
 * Reads POST requests that Shopify signed with the app's secret or the one before it. Whoever cannot even name a
 * signature gets no place in the budget of bodies. One reader for each route.
 */
export function createSignedReader(
  deps: Pick<Deps, "env" | "metrics">,
  { maxBytes, tooLarge }: Limit,
): (request: Request) => Promise<SignedRead> {
  const readBody = createBodyReader({ maxBytes, maxBytesInFlight: MAX_BYTES_IN_FLIGHT });
  const secrets = clientSecrets(deps.env);
  const isOverLimit = createRefusals(deps, "flow");
  const refuseUnsigned = async (request: Request): Promise<SignedRead> =>
    refused((await isOverLimit(request, "unsigned")) ? REFUSALS.limited : REFUSALS.unsigned);

  return async (request) => {
    if (request.method !== "POST") return refused(REFUSALS.method);
    const proof = request.get("x-shopify-hmac-sha256") ?? request.get("shopify-hmac-sha256") ?? "";
    if (!SIGNATURE.test(proof)) return refuseUnsigned(request);
    const read = await readBody(request);
    if (read.kind === "aborted") return { kind: "aborted" };
    if (read.kind === "too_large") return refused({ status: 413, text: tooLarge });
    if (read.kind !== "body") return refused(REFUSALS[read.kind]);
    // What is parsed of it lives for a few milliseconds more.
    read.release();
    if (!isFromShopify(read.body, proof, secrets)) return refuseUnsigned(request);
    const payload = parse(read.body);
    return payload ? { kind: "signed", payload } : refused(REFUSALS.not_json);
  };
}

const refused = (answer: Answer): SignedRead => ({ kind: "refused", answer });

const utf8 = new TextDecoder("utf-8", { fatal: true });

function parse(body: Buffer): Payload | undefined {
  try {
    return parsePayload(utf8.decode(body));
  } catch {
    return undefined;
  }
}

/** Answers with one line of plain text. */
export function answerWith(request: Request, response: Response, answer: Answer): void {
  const { status, text, retryAfterSeconds } = answer;
  if (status === 405) response.setHeader("allow", "POST");
  if (retryAfterSeconds !== undefined) response.setHeader("retry-after", String(retryAfterSeconds));
  // What was not read of a refused body would be taken for the next request.
  if (!request.complete) response.setHeader("connection", "close");
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}
