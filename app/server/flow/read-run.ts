// What Flow sends when a workflow reaches the action: read, checked and brought into the form that the inbox keeps, or a
// sentence for the merchant, who sees it in the log of the workflow's run.
import { createHash } from "node:crypto";
import { isId } from "../../db/ids.ts";
import type { FlowRun } from "../../pipeline/inbox/accept-flow-run.ts";
import { namedGid, objectOf } from "../../pipeline/mapping/read-payload.ts";
import { idText, type Payload } from "../../topics/parse-payload.ts";
import type { Content, Given } from "./content.ts";
import { type Data, readData } from "./read-data.ts";
import { readEvent } from "./read-event.ts";
import { readContractState, readLoyaltyState } from "./read-state.ts";
import { quote, type Wrong, wrong } from "./wrong.ts";

export type RunReading = { kind: "run"; run: FlowRun } | Wrong;

/** What the field "Event" may name besides a topic. */
const STATES: ReadonlyMap<string, (given: Given) => Content> = new Map([
  ["subscription_contract_state", readContractState],
  ["customer_loyalty_state", readLoyaltyState],
]);

/** `request`: the body, signed by Shopify. */
export function readRun(request: Payload, now: Date): RunReading {
  const properties = objectOf(request.properties) ?? {};
  const id = runId(request.action_run_id);
  if (id === undefined) return wrong("The request has no action_run_id.");
  const customer = readReference("Customer", properties.customer_id);
  if (customer === undefined) return wrong(noReference("customer", properties.customer_id));
  const order = readReference("Order", properties.order_id);
  if (order === undefined) return wrong(noReference("order", properties.order_id));
  const startedBy = textOf(properties.event_id) || null;
  if (startedBy !== null && !isId("evt", startedBy))
    return wrong(
      `Started by event must be the id of an event, like evt_019a…, or empty, and not ${quote(startedBy)}.`,
    );
  const data = readText(properties.data);
  if (data.kind === "wrong") return data;
  const content = readContent(textOf(properties.topic), { data, customer, order, now });
  if (content.kind === "wrong") return content;
  const { kind: _, ...said } = content;
  return { kind: "run", run: { id, order, startedBy, step: stepOf(properties), ...said } };
}

function readContent(name: string, given: Given): Content {
  const readState = STATES.get(name.toLowerCase().replace(/\s+/g, "_"));
  return readState ? readState(given) : readEvent(name, given);
}

/** White space around what merchants and Liquid write does not matter. */
const textOf = (value: unknown): string => (typeof value === "string" ? value.trim() : "");

function readText(value: unknown): Data {
  if (value === undefined || value === null) return readData("");
  return typeof value === "string" ? readData(value) : wrong("Data must be text.");
}

/** gid; null when none is given, undefined when it is none. */
function readReference(type: string, value: unknown): string | null | undefined {
  const isBlank = typeof value === "string" && value.trim() === "";
  if (value === undefined || value === null || isBlank) return null;
  return namedGid(type, value);
}

const noReference = (what: string, value: unknown): string =>
  `The ${what} reference ${quote(typeof value === "string" ? value : JSON.stringify(value))} is no id of Shopify: choose the ${what} that the trigger brings, or leave the field empty.`;

/** Flow's name of the action's place in the workflow, the same in every run. */
function stepOf({ step_reference: step }: Payload): string | null {
  return typeof step === "string" && /^\P{C}{1,255}$/u.test(step) ? step : null;
}

/** Long ones would not fit into the inbox's keys. */
function runId(value: unknown): string | undefined {
  const text = typeof value === "string" ? value : idText(value);
  if (!text) return undefined;
  return /^[\w.-]{1,100}$/.test(text) ? text : createHash("sha256").update(text).digest("hex");
}
