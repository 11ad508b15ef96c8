// In: a leased delivery. Out: what one attempt came to, and what follows. Nothing is written here (record-attempts.ts);
// a crash in between means that the receiver gets the same event id once more.
import type { Deps } from "../../config/deps.ts";
import { newId } from "../../db/ids.ts";
import type { ClaimedDelivery } from "./claimed-delivery.ts";
import { nextAttemptIn } from "./retry-policy.ts";
import { sendToFlow, triggerOf } from "./send-to-flow.ts";
import { sendToUrl } from "./send-to-url.ts";
import type { Sent } from "./sent.ts";

type Trigger = ClaimedDelivery["trigger"] | "test";

/** One attempt, ready to be recorded. */
export interface AttemptRecord extends Sent {
  id: string;
  delivery: ClaimedDelivery;
  number: number;
  trigger: Trigger;
  startedAt: Date;
  /** the delivery after this attempt */
  next: { status: ClaimedDelivery["status"]; dueInMs: number | null; scheduled: number };
}

type Needs = Pick<Deps, "clock" | "post" | "seal" | "env" | "random" | "fireFlowTrigger">;

/** The delivery must be sendable. Throws SealError when its headers, or all of its secrets, cannot be opened. */
export async function attemptDelivery(deps: Needs, delivery: ClaimedDelivery): Promise<AttemptRecord> {
  const startedAt = deps.clock.now();
  const trigger = triggerOf(delivery);
  const sent = trigger ? await sendToFlow(deps, delivery, trigger) : await sendToUrl(deps, delivery);
  return {
    ...sent,
    id: newId("att"),
    delivery,
    number: delivery.attempts + 1,
    trigger: delivery.test ? "test" : delivery.trigger,
    startedAt,
    next: afterAttempt(deps, delivery, sent),
  };
}

/** Whether there is anything to send, and somebody to sign it or a trigger to start. */
export function isSendable(delivery: ClaimedDelivery): boolean {
  if (delivery.body === null) return false;
  return delivery.flowTrigger === null ? delivery.secrets.length > 0 : triggerOf(delivery) !== undefined;
}

/** A resend of a finished delivery is one attempt, whatever comes of it; a pending one goes on with its schedule. */
function afterAttempt(
  { env, random }: Needs,
  delivery: ClaimedDelivery,
  { judgement, wishMs, end }: Sent,
): AttemptRecord["next"] {
  const { status, test } = delivery;
  const scheduled = delivery.scheduled + (status === "pending" && !test ? 1 : 0);
  if (judgement.status === "succeeded") return { status: "succeeded", dueInMs: null, scheduled };
  if (test && status === "discarded") return { status: "failed", dueInMs: null, scheduled }; // not tried before
  if (status !== "pending") return { status, dueInMs: null, scheduled };
  if (end === "gone") return { status: "discarded", dueInMs: null, scheduled };
  if (end === "final") return { status: "failed", dueInMs: null, scheduled };
  const facts = { schedule: env.DELIVERY_SCHEDULE, made: scheduled, retryAfterMs: wishMs, random: random() };
  const dueInMs = nextAttemptIn(facts);
  return { status: dueInMs === null ? "failed" : "pending", dueInMs, scheduled };
}
