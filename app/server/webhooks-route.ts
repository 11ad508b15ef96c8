// POST /webhooks: the raw bytes, before anything parses them.
import type { Request, RequestHandler, Response } from "express";
import type { Deps } from "../config/deps.ts";
import { type AcceptOutcome, acceptWebhook } from "../pipeline/inbox/accept-webhook.ts";
import { handle } from "./handle.ts";
import { createBodyReader } from "./read-body.ts";
import { createRefusals, LIMITED, RETRY_AFTER_SECONDS } from "./refusals.ts";

const MAX_BYTES = 10 * 1024 * 1024;
/** Bodies of all requests under way; beyond it Shopify is asked to come back. */
const MAX_BYTES_IN_FLIGHT = 128 * 1024 * 1024;

/** An HMAC-SHA256 in base64. */
const SIGNATURE = /^[A-Za-z0-9+/]{43}=$/;

interface Answer {
  status: number;
  text: string;
}

const ANSWERS = {
  stored: { status: 200, text: "stored" },
  duplicate: { status: 200, text: "stored before" },
  set_aside: { status: 200, text: "stored" },
  too_large: { status: 413, text: "A webhook has at most 10 MiB." },
  busy: { status: 503, text: "Too much is coming in at once. Send it again." },
  too_slow: { status: 408, text: "The body did not arrive in time. Send it again." },
  unsigned: { status: 401, text: "The X-Shopify-Hmac-Sha256 header is missing or is no signature." },
  unavailable: { status: 503, text: "The webhook could not be stored. Send it again." },
  method: { status: 405, text: "Send webhooks with POST." },
  limited: { status: 429, text: LIMITED },
} satisfies Record<string, Answer>;

/** `accept`: the benchmark leaves some of its checks out. */
export function webhooksRoute(deps: Deps, accept: typeof acceptWebhook = acceptWebhook): RequestHandler {
  const readBody = createBodyReader({ maxBytes: MAX_BYTES, maxBytesInFlight: MAX_BYTES_IN_FLIGHT });
  const isOverLimit = createRefusals(deps, "webhooks");

  return handle(async (request, response) => {
    const refuse = async (reason: string, answer: Answer) =>
      send(deps, request, response, (await isOverLimit(request, reason)) ? ANSWERS.limited : answer);
    if (request.method !== "POST") {
      response.setHeader("allow", "POST");
      return send(deps, request, response, ANSWERS.method);
    }
    // Whoever cannot even name a signature gets no place in the budget.
    const proof = request.get("x-shopify-hmac-sha256") ?? request.get("shopify-hmac-sha256") ?? "";
    if (!SIGNATURE.test(proof)) return refuse("unsigned", ANSWERS.unsigned);
    const read = await readBody(request);
    if (read.kind === "aborted") return;
    if (read.kind !== "body") return send(deps, request, response, ANSWERS[read.kind]);
    try {
      const outcome = await accept(deps, request.headers, read.body);
      if (outcome.kind === "unauthorized") await refuse(outcome.cause, { status: 401, text: outcome.reason });
      else send(deps, request, response, answerTo(outcome));
    } finally {
      read.release();
    }
  });
}

function answerTo(outcome: Exclude<AcceptOutcome, { kind: "unauthorized" }>): Answer {
  return outcome.kind === "bad_request" ? { status: 400, text: outcome.reason } : ANSWERS[outcome.kind];
}

function send({ metrics }: Deps, request: Request, response: Response, { status, text }: Answer): void {
  metrics.inbound(status);
  if (status === 429) response.setHeader("retry-after", String(RETRY_AFTER_SECONDS));
  // What was not read of a refused body would be taken for the next request.
  if (!request.complete) response.setHeader("connection", "close");
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}
