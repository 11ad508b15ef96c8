// A trigger that was fired, or a workflow that was run by hand, on Flow's page.
import { escapeHtml } from "../escape-html.ts";
import type { ActionRun, FlowEvent, RunState, WorkflowRun } from "./workflow.ts";

export function eventHtml(event: FlowEvent, nameOf: (handle: string) => string, isOpen: boolean): string {
  const { at, trigger, payload, errors, runs } = event;
  const what = trigger === null ? "Run by hand" : nameOf(trigger);
  return `<details${isOpen ? " open" : ""}>
<summary><time datetime="${at}">${at.slice(11, 19)}</time> ${escapeHtml(what)} ${stateHtml(event)}</summary>
${errors.map((error) => `<p class="bad">Shopify refused it: ${escapeHtml(error)}</p>`).join("")}
${valuesHtml(Object.entries(payload).map(([key, value]) => [key, shown(value)]))}
${runs.map(runHtml).join("")}
</details>`;
}

const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

function stateHtml({ errors, runs }: FlowEvent): string {
  if (errors.length > 0) return `<span class="state bad">refused</span>`;
  const started = runs.length === 1 ? "1 workflow started" : `${runs.length} workflows started`;
  return `<span class="state${runs.length > 0 ? " on" : ""}">${started}</span>`;
}

const runHtml = ({ workflow, action }: WorkflowRun): string =>
  `<h3>${escapeHtml(workflow)}</h3>${action ? actionHtml(action) : "<p>It has no action.</p>"}`;

const STATES: Record<RunState, string> = {
  running: "The action is under way.",
  done: "The action is done.",
  refused: "The action failed for good.",
  given_up: "The action failed. Shopify would have tried for 36 hours.",
};

const actionHtml = ({ id, values, state, answers }: ActionRun): string => `<p>${STATES[state]}</p>
${valuesHtml([["Run id", id], ...Object.entries(values), ...answers.map((answer, index): [string, string] => [`Try ${index + 1}`, answer])])}`;

/** Names and values, one below the other. */
export const valuesHtml = (values: [string, string][]): string =>
  values.length === 0
    ? ""
    : `<dl>${values.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`).join("")}</dl>`;
