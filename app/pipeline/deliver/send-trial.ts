// One signed request with a sample to an address that is no endpoint yet: the real signing and address policy, a
// secret made for it alone, and nothing on record.
import type { Deps } from "../../config/deps.ts";
import { VERSION } from "../../config/version.ts";
import { newId } from "../../db/ids.ts";
import { urlProblem } from "../../endpoints/check-url.ts";
import type { HeldBackField } from "../../privacy/held-back-fields.ts";
import { holdBack } from "../../privacy/hold-back.ts";
import { newSecret } from "../../signing/secret.ts";
import { serializeEnvelope } from "../../topics/envelope.ts";
import { sampleData, sampleResource } from "../../topics/samples.ts";
import { judgeResponse } from "./judge-response.ts";
import { prepareRequest } from "./prepare-request.ts";

export interface TrialInput {
  url: string;
  /** a topic of the catalogue */
  topic: string;
  headers?: Record<string, string> | undefined;
}

export type TrialOutcome =
  | { kind: "sent"; result: TrialResult }
  | { kind: "invalid"; errors: Record<string, string[]> };

interface TrialResult {
  /** what signed this request and nothing else */
  secret: string;
  delivered: boolean;
  status: number | null;
  durationMs: number;
  reason: string | null;
  /** the start of the answer's body */
  response: string | null;
}

type Needs = Pick<Deps, "prisma" | "env" | "clock" | "post">;

/** `input` has passed the schemas of endpoint-fields. */
export async function sendTrial(deps: Needs, shopId: string, input: TrialInput): Promise<TrialOutcome> {
  const problem = await urlProblem(deps, input.url);
  if (problem) return { kind: "invalid", errors: { url: [problem] } };
  const secret = newSecret();
  const outcome = await deps.post(await trialRequest(deps, shopId, input, secret));
  const judgement = judgeResponse(outcome);
  return {
    kind: "sent",
    result: {
      secret,
      delivered: judgement.status === "succeeded",
      status: outcome.kind === "answered" ? outcome.statusCode : null,
      durationMs: outcome.durationMs,
      reason: judgement.status === "failed" ? judgement.reason : null,
      response: outcome.kind === "answered" ? outcome.body : null,
    },
  };
}

async function trialRequest({ prisma, clock }: Needs, shopId: string, input: TrialInput, secret: string) {
  const { url, topic, headers = {} } = input;
  const shop = await prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  const now = clock.now();
  const event = {
    ...{ id: newId("evt"), topic, shopDomain: shop.domain, triggeredAt: now, test: true },
    environment: shop.environment as "live" | "test",
    resource: sampleResource(topic),
    sequence: 0,
    data: holdBack(sampleData(topic), shop.heldBack as HeldBackField[]),
  };
  const facts = {
    ...{ url, topic, shopDomain: shop.domain, triggeredAt: now, test: true, headers },
    deliveryId: newId("dlv"),
    eventId: event.id,
    attempt: 1,
    body: serializeEnvelope(event),
    secrets: [secret],
  };
  return prepareRequest(facts, VERSION, now);
}
