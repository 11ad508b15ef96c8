// Reads what the chosen presets say about metafields. Their values are other apps' business and may hold anything.
import { chosenFields } from "../../../rules/chosen-fields.ts";
import type { PresetField } from "../../../rules/presets.ts";
import type { Rules } from "../../../rules/rules-schema.ts";
import { parsePayload } from "../../../topics/parse-payload.ts";
import type { Metafield } from "../questions.ts";
import { objectOf, textOf } from "../read-payload.ts";

/** none: the app says that there is none. absent: the app has said nothing yet. */
export type Reading = { kind: "value"; text: string } | { kind: "none" | "absent" | "unreadable" };

export type Subject = PresetField["reads"];

/** Names a field in stored states. */
export const sourceOf = ({ namespace, key, path }: PresetField): string => `${namespace}.${key}:${path}`;

/** What `field` says; `metafields` are all there are. */
export function readField(metafields: Metafield[], field: PresetField): Reading {
  const metafield = metafields.find(
    ({ namespace, key }) => namespace === field.namespace && key === field.key,
  );
  const value = metafield?.value.trim();
  if (!value) return { kind: "absent" };
  if (field.path === "") return toReading(value);
  const json = parseJson(value);
  return json ? toReading(valueAt(json, field.path)) : { kind: "unreadable" };
}

/** The first value that a chosen preset gives a customer. */
export function presetText(metafields: Metafield[], rules: Rules, subject: Subject): string | null {
  for (const field of chosenFields(rules, "customer", [subject])) {
    const reading = readField(metafields, field);
    if (reading.kind === "value") return reading.text;
  }
  return null;
}

/** undefined when the text is not a JSON object. */
export function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    return parsePayload(text);
  } catch {
    return undefined;
  }
}

/** What stands at a path like "vip_program.tiers"; undefined when nothing does. */
export function valueAt(json: Record<string, unknown>, path: string): unknown {
  let value: unknown = json;
  for (const key of path.split(".")) {
    const object = objectOf(value);
    value = object && Object.hasOwn(object, key) ? object[key] : undefined;
  }
  return value;
}

function toReading(value: unknown): Reading {
  if (value === null || value === undefined) return { kind: "none" };
  const text = scalarText(value)?.trim();
  if (text === undefined) return { kind: "unreadable" };
  // Smile writes "-" for no tier.
  return text === "" || text === "-" ? { kind: "none" } : { kind: "value", text };
}

/** Some apps give a tier as an object with a name. */
function scalarText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (JSON.isRawJSON(value)) return value.rawJSON;
  return textOf(objectOf(value)?.name) ?? undefined;
}
