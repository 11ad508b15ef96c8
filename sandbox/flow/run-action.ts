// One run of the app's action: 200 is done; 202, 429, 5xx and silence are tried again under the same id; what else the
// app answers is final. https://shopify.dev/docs/apps/build/flow/actions/endpoints
import type { AppAnswer } from "../shopify/call-app.ts";
import { callFlowUrl, type FlowCaller, wordsOf } from "./call-flow-url.ts";
import type { FlowAction, FlowExtensions } from "./extensions.ts";
import { missingFields } from "./fill-in.ts";
import type { ActionRun, RunState } from "./workflow.ts";

export interface ActionDeps extends FlowCaller {
  extensions: FlowExtensions;
  /** before the next try; at Shopify as long as that, in the sandbox a moment */
  pause(seconds: number): Promise<void>;
  limits?: { actionMs: number };
}

export interface ActionCall {
  shop: string;
  action: FlowAction;
  stepReference: string;
}

const ANSWER_MS = 10_000;
/** Flow goes on for 36 hours. */
const MOST_TRIES = 5;
/** of Retry-After; the first one also where the app asks for nothing */
const [LEAST_SECONDS, MOST_SECONDS] = [5, 3_600];

/** Writes into `run` what becomes of it. */
export async function runAction(deps: ActionDeps, call: ActionCall, run: ActionRun): Promise<void> {
  const missing = missingFields(call.action, run.values);
  if (missing.length > 0) {
    run.answers.push(`not sent: ${missing.join(", ")} is required`);
    run.state = "refused";
    return;
  }
  const body = requestOf(call, run);
  while (run.state === "running") {
    const answer = await callFlowUrl(deps, {
      url: call.action.runtimeUrl,
      body,
      timeoutMs: deps.limits?.actionMs ?? ANSWER_MS,
    });
    run.answers.push(wordsOf(answer));
    run.state = judge(answer, run.answers.length);
    if (run.state === "running") await deps.pause(secondsUntilNext(answer));
  }
}

const requestOf = ({ shop, action, stepReference }: ActionCall, { id, values }: ActionRun) => ({
  shop_id: 1,
  shopify_domain: shop,
  action_run_id: id,
  action_definition_id: action.name,
  handle: action.handle,
  properties: { ...values, step_reference: stepReference },
});

function judge(answer: AppAnswer, tries: number): RunState {
  const status = answer.kind === "answered" ? answer.status : 0;
  if (status === 200) return "done";
  const isTransient = status === 0 || status === 202 || status === 429 || status >= 500;
  if (!isTransient) return "refused";
  return tries < MOST_TRIES ? "running" : "given_up";
}

function secondsUntilNext(answer: AppAnswer): number {
  const asked = answer.kind === "answered" ? Number(answer.retryAfter) || 0 : 0;
  return Math.min(Math.max(asked, LEAST_SECONDS), MOST_SECONDS);
}
