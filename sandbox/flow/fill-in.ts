// What merchants write into the fields of an action: text with {{ name }} where a field of the trigger goes, by its key or
// as Flow writes it: "Event id" is {{ eventId }}. Flow's own language, Liquid, can do more.
import type { FlowAction } from "./extensions.ts";
import type { Payload } from "./payload-errors.ts";

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/** The names in a text that none of these keys goes by. */
export const unknownNames = (text: string, keys: string[]): string[] =>
  [...text.matchAll(PLACEHOLDER)]
    .map(([, name = ""]) => name.trim())
    .filter((name) => !keys.some((key) => goesBy(key, name)));

const goesBy = (key: string, name: string): boolean => name === key || name === camelCase(key);

const camelCase = (key: string): string =>
  key.toLowerCase().replace(/[\s_]+(\S)/g, (_all, letter: string) => letter.toUpperCase());

/** Values come in as they are: who writes JSON around them sees to the quotes. */
const fillIn = (text: string, payload: Payload): string =>
  text.replace(PLACEHOLDER, (_all, name: string) => {
    const key = Object.keys(payload).find((one) => goesBy(one, name.trim()));
    return key === undefined ? "" : String(payload[key] ?? "");
  });

/**
 * The action's fields for one run, without those that stay empty. A reference that the merchant left empty is the
 * trigger's, if that has one.
 */
export function fillFields(
  { fields }: FlowAction,
  written: Record<string, string>,
  payload: Payload,
): Record<string, string> {
  const filled = fields.map(({ key, type }) => {
    const own = type.endsWith("_reference") ? payload[key] : undefined;
    return [key, written[key] ? fillIn(written[key], payload) : String(own ?? "")] as const;
  });
  return Object.fromEntries(filled.filter(([, value]) => value !== ""));
}

/** Names of the required fields that have no value. */
export const missingFields = ({ fields }: FlowAction, values: Record<string, string>): string[] =>
  fields.filter(({ key, required }) => required && !values[key]).map(({ name }) => name);
