// What a merchant makes in Flow, and what became of it.
import type { Payload } from "./payload-errors.ts";

export interface Workflow {
  id: string;
  name: string;
  /** handle of one of the app's triggers; null: it is run by hand */
  trigger: string | null;
  /** what is written into the fields of the app's action, by key; null: it has no action */
  action: Record<string, string> | null;
  isOn: boolean;
  /** of the action in this workflow, for ever the same */
  stepReference: string;
}

export type WorkflowInput = Pick<Workflow, "name" | "trigger" | "action">;

/** done and refused are the app's words; given_up: Flow would have tried for 36 hours. */
export type RunState = "running" | "done" | "refused" | "given_up";

export interface ActionRun {
  /** the same in every try */
  id: string;
  /** the action's fields as they were sent */
  values: Record<string, string>;
  state: RunState;
  /** what the app said, try by try */
  answers: string[];
}

export interface WorkflowRun {
  /** its name */
  workflow: string;
  /** null: the workflow has no action */
  action: ActionRun | null;
}

/** A trigger that the app fired, or a workflow that the merchant ran by hand. */
export interface FlowEvent {
  at: string;
  /** handle, as the app said it; null: run by hand */
  trigger: string | null;
  payload: Payload;
  /** why Shopify refused it; empty: it did not */
  errors: string[];
  runs: WorkflowRun[];
}
