// Shopify's JSON without loss: 18-digit ids, 1.0 and exponents leave as they came.

declare global {
  interface JSON {
    /** Node ≥ 21: text that JSON.stringify copies as it stands. */
    rawJSON(text: string): RawJson;
    isRawJSON(value: unknown): value is RawJson;
  }
}

interface RawJson {
  readonly rawJSON: string;
}

type Reviver = (key: string, value: unknown, context: { source: string }) => unknown;
const parse = JSON.parse as (text: string, reviver: Reviver) => unknown;

/** A parsed payload. Numbers that JavaScript would change are kept as JSON.rawJSON; read ids with `idText`. */
export type Payload = Record<string, unknown>;

/**
 * Looks like a number that JavaScript would write in another way: 16 digits or more, an exponent, a fraction that ends
 * in 0 or begins with many, a negative zero. It may find one in a text, which costs time and nothing else.
 */
const RISKY = /[:[,\s]-?(?:\d[\d.]{15}|\d+\.\d*0[,\s\]}]|0\.0{6}|\d+(?:\.\d+)?[eE])|-0[,\s\]}]/;

/** Throws SyntaxError; undefined when the text is no object. */
export function parsePayload(text: string): Payload | undefined {
  // A reviver costs five times as much as the parsing itself, and few payloads need it.
  const value: unknown = RISKY.test(text) ? parse(text, keepSource) : JSON.parse(text);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Payload)
    : undefined;
}

const keepSource: Reviver = (_key, item, { source }) =>
  typeof item === "number" && String(item) !== source ? JSON.rawJSON(source) : item;

/** The digits of an id, however long; null when there is none. */
export function idText(value: unknown): string | null {
  const text = JSON.isRawJSON(value) ? value.rawJSON : value;
  if (typeof text !== "string" && typeof text !== "number") return null; // an object may refuse to become text
  return /^\d+$/.test(String(text)) ? String(text) : null;
}
