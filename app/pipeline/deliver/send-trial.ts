// One signed request with a sample to an address that is no endpoint yet: the real signing and address policy, a
// secret made for it alone, and nothing on record.
import type { Deps } from "../../config/deps.ts";
import { VERSION } from "../../config/version.ts";
import { newId } from "../../db/ids.ts";
import { urlProblem } from "../../endpoints/check-url.ts";
import { MASKED } from "../../endpoints/endpoint-fields.ts";
import type { PostInput } from "../../http/post.ts";
import type { HeldBackField } from "../../privacy/held-back-fields.ts";
import { holdBack } from "../../privacy/hold-back.ts";
import { newSecret } from "../../signing/secret.ts";
import type { SigningMode } from "../../signing/sign.ts";
import { serializeEnvelope } from "../../topics/envelope.ts";
import { sampleData, sampleResource } from "../../topics/samples.ts";
import { type CallResult, toCallResult } from "./call-result.ts";
import { judgeResponse } from "./judge-response.ts";
import { prepareRequest } from "./prepare-request.ts";

export interface TrialInput {
  url: string;
  /** a topic of the catalogue */
  topic: string;
  headers?: Record<string, string> | undefined;
  /** otherwise the topic's sample */
  data?: Record<string, unknown> | undefined;
  /** otherwise signed */
  signing?: SigningMode | undefined;
}

export type TrialOutcome =
  | { kind: "sent"; result: TrialResult }
  | { kind: "invalid"; errors: Record<string, string[]> }
  | { kind: "too_many"; retryAfterSeconds: number };

export interface TrialResult extends CallResult {
  /** what signed this request and nothing else */
  secret: string;
  /** of the merchant's own headers only the names */
  requestHeaders: Record<string, string>;
  requestBody: string;
}

type Needs = Pick<Deps, "prisma" | "env" | "clock" | "post" | "limitTrials">;

/** `input` has passed the schemas of endpoint-fields. */
export async function sendTrial(deps: Needs, shopId: string, input: TrialInput): Promise<TrialOutcome> {
  const retryAfterSeconds = await deps.limitTrials(shopId);
  if (retryAfterSeconds !== undefined) return { kind: "too_many", retryAfterSeconds };
  const problem = await urlProblem(deps, input.url);
  if (problem) return { kind: "invalid", errors: { url: [problem] } };
  const secret = newSecret();
  const request = await trialRequest(deps, shopId, input, secret);
  const outcome = await deps.post(request);
  const result = toCallResult({ outcome, judgement: judgeResponse(outcome) });
  return {
    kind: "sent",
    result: { ...result, secret, requestHeaders: masked(request, input), requestBody: request.body },
  };
}

const masked = ({ headers }: PostInput, { headers: own = {} }: TrialInput): Record<string, string> => ({
  ...headers,
  ...Object.fromEntries(Object.keys(own).map((name) => [name, MASKED])),
});

async function trialRequest({ prisma, clock }: Needs, shopId: string, input: TrialInput, secret: string) {
  const { url, topic, headers = {}, data = sampleData(topic), signing } = input;
  const shop = await prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  const now = clock.now();
  const event = {
    ...{ id: newId("evt"), topic, shopDomain: shop.domain, triggeredAt: now, test: true },
    environment: shop.environment as "live" | "test",
    resource: sampleResource(topic),
    sequence: 0,
    data: holdBack(data, shop.heldBack as HeldBackField[]),
  };
  const facts = {
    ...{ url, topic, shopDomain: shop.domain, triggeredAt: now, test: true, headers, signing },
    deliveryId: newId("dlv"),
    eventId: event.id,
    attempt: 1,
    body: serializeEnvelope(event),
    secrets: [secret],
  };
  return prepareRequest(facts, VERSION, now);
}
