// An event's body as the payload of a Flow trigger. PURE.
import { type Payload, parsePayload } from "../parse-payload.ts";
import { COMMON_FIELDS, type FlowField, type FlowTrigger } from "./triggers.ts";

/** The event's whole data, as JSON text, and whether it is whole. */
export const DATA_KEY = "Data";
export const WHOLE_KEY = "Data is complete";

/** Shopify takes less than 50,000 bytes; how it counts them is not documented. */
const MOST_BYTES = 48_000;
/** A text that is longer is cut; "Data" has it in full, if that is complete. */
const LONGEST_TEXT = 500;
const CUT = "…";

export type TriggerPayload =
  | { kind: "ready"; payload: Record<string, unknown> }
  /** `missing`: what the trigger cannot do without, e.g. "customer" */
  | { kind: "incomplete"; missing: string };

/** `body`: the event as it is sent to endpoints. Every field that the trigger declares is in the payload. */
export function triggerPayload(trigger: FlowTrigger, body: string): TriggerPayload {
  const event = parsePayload(body) ?? {};
  const payload: Record<string, unknown> = {};
  if (trigger.aboutCustomer) {
    const id = customerNumber(event);
    if (id === undefined) return { kind: "incomplete", missing: "customer" };
    payload.customer_id = id;
  }
  for (const field of [...COMMON_FIELDS, ...trigger.fields]) {
    const value = fieldValue(event, field);
    if (value === undefined) return { kind: "incomplete", missing: field.key };
    payload[field.key] = value;
  }
  return { kind: "ready", payload: withData(payload, JSON.stringify(event.data ?? {})) };
}

function fieldValue(event: Payload, { type, path }: FlowField): string | undefined {
  const [first = "", ...more] = valuesAt(event, path.split("."));
  if (type === "number_decimal") return isNumber(first) ? first : undefined;
  return cut([first, ...more].join(", "), LONGEST_TEXT);
}

/** As texts, numbers in the form they came in; nothing for null. */
function valuesAt(value: unknown, [key, ...rest]: string[]): string[] {
  if (Array.isArray(value))
    return value.flatMap((item) => valuesAt(item, key === undefined ? [] : [key, ...rest]));
  if (value === null || value === undefined) return [];
  if (key === undefined) return [JSON.isRawJSON(value) ? value.rawJSON : plainText(value)];
  return typeof value === "object" ? valuesAt((value as Payload)[key], rest) : [];
}

const plainText = (value: unknown): string =>
  typeof value === "object" ? JSON.stringify(value) : String(value);

const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text);

/** Shopify's number of the customer, however long it is. */
function customerNumber(event: Payload): unknown {
  const [gid = ""] = valuesAt(event, ["data", "customer", "id"]);
  const digits = /^gid:\/\/shopify\/Customer\/(\d+)$/.exec(gid)?.[1];
  return digits === undefined ? undefined : JSON.rawJSON(String(BigInt(digits)));
}

/** Cuts "Data" and nothing else: whoever wants the rest asks the API for the event. */
function withData(payload: Record<string, unknown>, data: string): Record<string, unknown> {
  const build = (text: string) => ({ ...payload, [DATA_KEY]: text, [WHOLE_KEY]: text === data });
  if (bytesOf(build(data)) <= MOST_BYTES) return build(data);
  let [fits, tooLong] = [0, data.length];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (bytesOf(build(cut(data, middle))) <= MOST_BYTES) fits = middle;
    else tooLong = middle;
  }
  return build(cut(data, fits));
}

/** At most so many UTF-16 units, never half a character. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, Math.max(0, most - CUT.length));
  return kept.replace(/[\uD800-\uDBFF]$/, "") + CUT;
}

const encoder = new TextEncoder();

/** As JSON in which <, > and & are escaped, as Ruby on Rails writes it. */
const bytesOf = (payload: unknown): number =>
  encoder.encode(JSON.stringify(payload).replace(/[<>&\u2028\u2029]/g, "\\u0000")).length;
