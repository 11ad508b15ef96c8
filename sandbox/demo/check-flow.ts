// Whether every failed payment has started the workflow, once, and nothing else has; and whether the app took the
// action of the one that was run by hand.
import type { ActionRun, FlowEvent } from "../flow/workflow.ts";
import { difference } from "./expected.ts";
import { BILLING_FAILED } from "./ready-workflows.ts";

interface Told {
  topic: string;
  /** gid */
  resource: string;
}

/** One sentence for each thing that is wrong. `told`: everything that the app is to tell. */
export function wrongInFlow(events: FlowEvent[], told: Told[]): string[] {
  const expected = told
    .filter(({ topic }) => topic.endsWith("/billing_failure"))
    .map(({ topic, resource }) => `${topic} ${resource}`);
  const started = startedByTrigger(events).map(({ payload }) => `${payload.Event} ${payload.About}`);
  const actions = actionsOf(events);
  const isTaken = actions.some(({ state }) => state === "done");
  const answers = actions.flatMap((action) => action.answers).join("; ");
  return [
    ...events.flatMap(({ trigger, errors }) => errors.map((error) => `Flow refused ${trigger}: ${error}`)),
    ...difference(expected, started).map((event) => `no workflow was started by ${event}`),
    ...difference(started, expected).map((event) => `a workflow was started by ${event}, unexpectedly`),
    ...(isTaken ? [] : [`the app did not take Flow's action: ${answers || "it was not run"}`]),
  ];
}

/** Those that started the workflow. */
export const startedByTrigger = (events: FlowEvent[]): FlowEvent[] =>
  events.filter(({ trigger, runs }) => trigger === BILLING_FAILED && runs.length === 1);

const actionsOf = (events: FlowEvent[]): ActionRun[] =>
  events.flatMap(({ runs }) => runs.flatMap(({ action }) => action ?? []));
