// One event to a trigger of Shopify Flow.
import type { Deps } from "../../config/deps.ts";
import { triggerPayload } from "../../topics/flow/trigger-payload.ts";
import { type FlowTrigger, flowTrigger } from "../../topics/flow/triggers.ts";
import type { ClaimedDelivery } from "./claimed-delivery.ts";
import { judgeFlowAnswer } from "./judge-flow-answer.ts";
import type { Sent } from "./sent.ts";

/** The trigger that a delivery is for; undefined for a URL, or when this version has no such trigger any more. */
export const triggerOf = ({ flowTrigger: handle }: ClaimedDelivery): FlowTrigger | undefined =>
  handle === null ? undefined : flowTrigger(handle);

/** The delivery's body must be there. */
export async function sendToFlow(
  deps: Pick<Deps, "clock" | "fireFlowTrigger">,
  delivery: ClaimedDelivery,
  trigger: FlowTrigger,
): Promise<Sent> {
  const prepared = triggerPayload(trigger, delivery.body ?? "");
  if (prepared.kind === "incomplete") return incomplete(prepared.missing);
  const { handle } = trigger;
  const outcome = await deps.fireFlowTrigger(delivery.shopDomain, { handle, payload: prepared.payload });
  return { outcome, requestHeaders: {}, ...judgeFlowAnswer(outcome, deps.clock.now()) };
}

/** Nothing is sent: Shopify would refuse it, and go on refusing it. */
function incomplete(missing: string): Sent {
  const reason = "flow_incomplete";
  return {
    outcome: { kind: "failed", reason, detail: missing, remoteAddress: null, durationMs: 0 },
    judgement: { status: "failed", reason, detail: missing },
    ...{ requestHeaders: {}, wishMs: null, inTrouble: false, end: "final" },
  };
}
