// Forms of Flow's page: a workflow with its buttons, and a new one.
import { escapeHtml } from "../escape-html.ts";
import { valuesHtml } from "./event-html.ts";
import type { FlowExtensions, FlowField } from "./extensions.ts";
import { BY_HAND, FIELD, THEN_ACTION } from "./form-names.ts";
import type { Workflow } from "./workflow.ts";

/** A new workflow as its form was sent, to be mended. */
export interface Draft {
  name: string;
  trigger: string;
  hasAction: boolean;
  fields: Record<string, string>;
}

interface Around {
  extensions: FlowExtensions;
  /** path of Flow's page */
  base: string;
  /** of a trigger, by handle */
  nameOf(handle: string): string;
}

export function workflowHtml({ extensions, base, nameOf }: Around, workflow: Workflow): string {
  const { id, name, trigger, action, isOn } = workflow;
  const at = (verb: string) => escapeHtml(`${base}/workflows/${id}/${verb}`);
  const turn = isOn ? ["off", "Turn off"] : ["on", "Turn on"];
  const then = action && extensions.action ? `, then: ${escapeHtml(extensions.action.name)}` : "";
  return `<article aria-label="${escapeHtml(name)}">
<form class="line" method="post" action="${at(turn[0] ?? "")}">
<h3>${escapeHtml(name)}</h3>
<span class="state${isOn ? " on" : ""}">${isOn ? "On" : "Off"}</span>
<button>${turn[1]}</button>
</form>
<div>Starts ${trigger === null ? "when it is run by hand" : `with: ${escapeHtml(nameOf(trigger))}`}${then}</div>
${trigger === null && isOn ? runForm(extensions, workflow, at("run")) : valuesHtml(written(extensions, action))}
</article>`;
}

const written = ({ action }: FlowExtensions, values: Workflow["action"]): [string, string][] =>
  (action?.fields ?? []).flatMap(({ key, name }) =>
    values?.[key] ? [[name, values[key]] as [string, string]] : [],
  );

const runForm = ({ action }: FlowExtensions, workflow: Workflow, url: string): string => `<details>
<summary>Run now</summary>
<form method="post" action="${url}">
${workflow.action && action ? action.fields.map((field) => fieldHtml(workflow.id, field, workflow.action?.[field.key])).join("") : ""}
<button>Run now</button>
</form>
</details>`;

export function newWorkflowHtml(extensions: FlowExtensions, base: string, draft?: Draft): string {
  const { triggers, action } = extensions;
  const option = (value: string, label: string, isChosen: boolean) =>
    `<option value="${escapeHtml(value)}"${isChosen ? " selected" : ""}>${escapeHtml(label)}</option>`;
  return `<details${draft ? " open" : ""}>
<summary>New workflow</summary>
<form method="post" action="${escapeHtml(base)}/workflows">
<label for="name">Name</label><input id="name" name="name" required value="${escapeHtml(draft?.name ?? "")}">
<label for="trigger">Starts with</label><select id="trigger" name="trigger">
${triggers.map(({ handle, name }) => option(handle, name, handle === draft?.trigger)).join("")}
${option(BY_HAND, "Run by hand", draft?.trigger === BY_HAND)}
</select>
<label for="does">Then</label><select id="does" name="does">
${option("", "Nothing", false)}
${action ? option(THEN_ACTION, action.name, draft?.hasAction === true) : ""}
</select>
${action ? `<p>For “${escapeHtml(action.name)}”. What the trigger says of itself goes in as <code>{{ eventId }}</code>.</p>` : ""}
${action?.fields.map((field) => fieldHtml("new", field, draft?.fields[field.key])).join("") ?? ""}
<button>Save workflow</button>
</form>
</details>`;
}

/** `form`: unlike any other of the page. Of a textarea's text browsers drop a first line break. */
function fieldHtml(form: string, { key, name, type, required }: FlowField, value = ""): string {
  const [id, field] = [escapeHtml(`${form} ${key}`.replaceAll(" ", "-")), escapeHtml(FIELD + key)];
  const label = `<label for="${id}">${escapeHtml(name)}${required ? " (required)" : ""}</label>`;
  return type === "multi_line_text_field"
    ? `${label}<textarea id="${id}" name="${field}" rows="4">
${escapeHtml(value)}</textarea>`
    : `${label}<input id="${id}" name="${field}" value="${escapeHtml(value)}">`;
}
