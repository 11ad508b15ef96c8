import type { FlowExtensions } from "./extensions.ts";
import { missingFields, unknownNames } from "./fill-in.ts";
import type { WorkflowInput } from "./workflow.ts";

/** What Flow's editor has against a workflow; undefined when nothing. */
export function workflowProblem(extensions: FlowExtensions, input: WorkflowInput): string | undefined {
  const trigger = extensions.triggers.find(({ handle }) => handle === input.trigger);
  if (input.trigger !== null && !trigger) return `The app has no trigger ${input.trigger}.`;
  if (input.name.trim() === "") return "Give the workflow a name.";
  if (input.action === null) return undefined;
  if (!extensions.action) return "The app has no action.";
  const missing = missingFields(extensions.action, input.action);
  if (missing.length > 0) return `Fill in the action's field ${missing.join(", ")}.`;
  const keys = trigger?.fields.map(({ key }) => key) ?? [];
  const [unknown] = Object.values(input.action).flatMap((text) => unknownNames(text, keys));
  if (unknown === undefined) return undefined;
  return `{{ ${unknown} }} is no field of the trigger${trigger ? ` ${trigger.name}` : ": a workflow that is run by hand has none"}.`;
}
