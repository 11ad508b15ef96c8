// In: a leased delivery. Out: what one attempt came to, and what follows. Nothing is written here (record-attempts.ts);
// a crash in between means that the receiver gets the same event id once more.
import type { Deps } from "../../config/deps.ts";
import { VERSION } from "../../config/version.ts";
import { newId } from "../../db/ids.ts";
import { MASKED } from "../../endpoints/endpoint-fields.ts";
import { openHeaders, secretContext } from "../../endpoints/sealed-fields.ts";
import type { PostOutcome } from "../../http/post.ts";
import type { ClaimedDelivery } from "./claimed-delivery.ts";
import { type Judgement, judgeResponse, retryAfterMs } from "./judge-response.ts";
import { prepareRequest } from "./prepare-request.ts";
import { nextAttemptIn } from "./retry-policy.ts";

type Trigger = ClaimedDelivery["trigger"] | "test";

/** One attempt, ready to be recorded. */
export interface AttemptRecord {
  id: string;
  delivery: ClaimedDelivery;
  number: number;
  trigger: Trigger;
  judgement: Judgement;
  outcome: PostOutcome;
  startedAt: Date;
  /** the request's headers; of the merchant's own only the names */
  requestHeaders: Record<string, string>;
  /** what the receiver asked for with Retry-After, in milliseconds */
  wishMs: number | null;
  /** the delivery after this attempt */
  next: { status: ClaimedDelivery["status"]; dueInMs: number | null; scheduled: number };
}

type Needs = Pick<Deps, "clock" | "post" | "seal" | "env" | "random">;

/** The delivery's body must be there. Throws SealError when its headers, or all of its secrets, cannot be opened. */
export async function attemptDelivery(deps: Needs, delivery: ClaimedDelivery): Promise<AttemptRecord> {
  const startedAt = deps.clock.now();
  const number = delivery.attempts + 1;
  const own = openHeaders(deps.seal, delivery.endpointId, delivery.headers);
  const request = prepareRequest(
    {
      url: delivery.url,
      deliveryId: delivery.id,
      eventId: delivery.eventId,
      shopDomain: delivery.shopDomain,
      topic: delivery.topic,
      triggeredAt: delivery.triggeredAt,
      attempt: number,
      test: delivery.test,
      body: delivery.body ?? "",
      headers: own,
      secrets: openSecrets(deps.seal, delivery.secrets),
    },
    VERSION,
    startedAt,
  );
  const outcome = await deps.post(request);
  const judgement = judgeResponse(outcome);
  const wishMs = retryAfterMs(outcome, deps.clock.now());
  const masked = Object.fromEntries(Object.keys(own).map((name) => [name, MASKED]));
  return {
    id: newId("att"),
    delivery,
    number,
    trigger: delivery.test ? "test" : delivery.trigger,
    judgement,
    outcome,
    startedAt,
    requestHeaders: { ...request.headers, ...masked },
    wishMs,
    next: afterAttempt(deps, delivery, judgement, { wishMs, gone: isGone(outcome) }),
  };
}

/** Those that can be opened, so that a rotation mends what was sealed with a key that is lost. */
function openSecrets(seal: Deps["seal"], secrets: ClaimedDelivery["secrets"]): string[] {
  const opened = secrets.map(({ id, sealed }) => {
    try {
      return seal.open(sealed, secretContext(id));
    } catch (error) {
      return error as Error;
    }
  });
  const readable = opened.filter((secret) => typeof secret === "string");
  if (readable.length === 0) throw opened[0] ?? new Error("an endpoint without a secret");
  return readable;
}

/** A resend of a finished delivery is one attempt, whatever comes of it; a pending one goes on with its schedule. */
function afterAttempt(
  { env, random }: Needs,
  delivery: ClaimedDelivery,
  judgement: Judgement,
  answer: { wishMs: number | null; gone: boolean },
): AttemptRecord["next"] {
  const { status, test } = delivery;
  const scheduled = delivery.scheduled + (status === "pending" && !test ? 1 : 0);
  if (judgement.status === "succeeded") return { status: "succeeded", dueInMs: null, scheduled };
  if (test && status === "discarded") return { status: "failed", dueInMs: null, scheduled }; // not tried before
  if (status !== "pending") return { status, dueInMs: null, scheduled };
  if (answer.gone) return { status: "discarded", dueInMs: null, scheduled };
  const { wishMs } = answer;
  const facts = { schedule: env.DELIVERY_SCHEDULE, made: scheduled, retryAfterMs: wishMs, random: random() };
  const dueInMs = nextAttemptIn(facts);
  return { status: dueInMs === null ? "failed" : "pending", dueInMs, scheduled };
}

const isGone = (outcome: PostOutcome): boolean => outcome.kind === "answered" && outcome.statusCode === 410;
