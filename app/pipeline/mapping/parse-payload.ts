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

/** Throws SyntaxError; undefined when the text is no object. */
export function parsePayload(text: string): Payload | undefined {
  const value = parse(text, (_key, item, { source }) =>
    typeof item === "number" && String(item) !== source ? JSON.rawJSON(source) : item,
  );
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Payload)
    : undefined;
}

/** The digits of an id, however long; null when there is none. */
export function idText(value: unknown): string | null {
  const text = JSON.isRawJSON(value) ? value.rawJSON : String(value);
  return /^\d+$/.test(text) ? text : null;
}
