// Shopify Flow in one shop: the merchant's workflows, the triggers that the app fires, and the runs that they start.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "#app/config/clock.ts";
import { SandboxError } from "../sandbox-error.ts";
import type { FlowCaller } from "./call-flow-url.ts";
import type { FlowExtensions, FlowTrigger } from "./extensions.ts";
import { type Fired, type Judge, payloadErrors } from "./payload-errors.ts";
import { createRuns } from "./runs.ts";
import { createUsage } from "./usage.ts";
import type { Workflow, WorkflowInput } from "./workflow.ts";
import { workflowProblem } from "./workflow-problem.ts";

export interface FlowOptions extends FlowCaller {
  clock: Clock;
  extensions: FlowExtensions;
  /** what lifecycle callbacks call a trigger; its name unless told. Shopify sends opaque ids too. */
  definitionId?: (trigger: FlowTrigger) => string;
  /** before an action is tried again; `seconds`: as Shopify would wait. A moment unless told. */
  pause?: (seconds: number) => Promise<void>;
  /** how long the app may take to answer; Shopify's unless told */
  limits?: { lifecycleMs: number; actionMs: number };
}

export type Flow = ReturnType<typeof createFlow>;

const MOMENT_MS = 500;

/** `shop`: its myshopify.com domain. Verbs throw SandboxError with what the merchant would be shown. */
export function createFlow(options: FlowOptions, shop: string) {
  const { extensions } = options;
  const { triggers } = extensions;
  const workflows = new Map<string, Workflow>();
  const isUsed = (trigger: string) =>
    [...workflows.values()].some((workflow) => workflow.isOn && workflow.trigger === trigger);
  const usage = createUsage(options, shop, isUsed);
  const runs = createRuns({ ...options, pause: options.pause ?? (() => sleep(MOMENT_MS)) }, shop);

  function get(id: string): Workflow {
    const workflow = workflows.get(id);
    if (!workflow) throw new SandboxError("There is no such workflow any more.");
    return workflow;
  }

  function check(input: WorkflowInput): void {
    const problem = workflowProblem(extensions, input);
    if (problem) throw new SandboxError(problem);
  }

  return {
    extensions,
    /** newest first, the last 100 */
    events: runs.events,
    /** when no action is under way */
    idle: runs.idle,
    /** Tells the app of every trigger whether it is used: a sandbox that starts anew knows no workflows. */
    tellUsage: usage.tellAll,
    /** in the order they were made */
    workflows: (): Workflow[] => [...workflows.values()],
    addWorkflow(input: WorkflowInput): Workflow {
      check(input);
      const workflow = { ...input, id: randomUUID(), isOn: false, stepReference: randomUUID() };
      workflows.set(workflow.id, workflow);
      return workflow;
    },
    /** Stays off when it is the first of its trigger and the app does not confirm that. */
    async turnOn(id: string): Promise<void> {
      const workflow = get(id);
      const { trigger } = workflow;
      if (trigger !== null && !isUsed(trigger)) await usage.tell(trigger, true);
      workflow.isOn = true;
    },
    /** Off it is in any case; throws when the app does not hear of it. */
    async turnOff(id: string): Promise<void> {
      const workflow = get(id);
      const { trigger } = workflow;
      workflow.isOn = false;
      if (trigger !== null && !isUsed(trigger)) await usage.tell(trigger, false);
    },
    /** `written`: for this run, in place of what the workflow has in the action's fields */
    runByHand(id: string, written: Record<string, string>): void {
      const workflow = get(id);
      if (workflow.trigger !== null) throw new SandboxError("This workflow is started by its trigger alone.");
      if (!workflow.isOn) throw new SandboxError("Turn the workflow on before you run it.");
      const run = { ...workflow, action: workflow.action && written };
      check(run);
      runs.happen({ trigger: null, payload: {}, errors: [] }, [run]);
    },
    /** The app fires a trigger. Answers what Shopify has against it. */
    fire({ handle, payload }: Fired, isCustomer: Judge["isCustomer"]): string[] {
      const errors = payloadErrors({ triggers, isCustomer }, { handle, payload });
      const started = [...workflows.values()].filter(({ isOn, trigger }) => isOn && trigger === handle);
      runs.happen({ trigger: handle, payload, errors }, errors.length > 0 ? [] : started);
      return errors;
    },
  };
}
