// What happened in Flow, and the runs that it started.
import { randomUUID } from "node:crypto";
import type { Clock } from "#app/config/clock.ts";
import { fillFields } from "./fill-in.ts";
import { type ActionDeps, runAction } from "./run-action.ts";
import type { ActionRun, FlowEvent, Workflow } from "./workflow.ts";

const KEPT = 100;

export function createRuns(deps: ActionDeps & { clock: Clock }, shop: string) {
  const { action } = deps.extensions;
  const events: FlowEvent[] = [];
  const running = new Set<Promise<void>>();

  function start(workflow: Workflow, payload: FlowEvent["payload"]): ActionRun | null {
    if (!workflow.action || !action) return null;
    const values = fillFields(action, workflow.action, payload);
    const run: ActionRun = { id: randomUUID(), values, state: "running", answers: [] };
    const { stepReference } = workflow;
    const ended = runAction(deps, { shop, action, stepReference }, run).finally(() => running.delete(ended));
    running.add(ended);
    return run;
  }

  return {
    /** newest first */
    events: (): FlowEvent[] => [...events],
    /** Runs go on after it has answered. */
    happen(event: Omit<FlowEvent, "at" | "runs">, started: Workflow[]): void {
      const runs = started.map((workflow) => ({
        workflow: workflow.name,
        action: start(workflow, event.payload),
      }));
      events.unshift({ ...event, at: deps.clock.now().toISOString(), runs });
      events.splice(KEPT);
    },
    /** when no action is under way */
    async idle(): Promise<void> {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
