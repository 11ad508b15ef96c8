// Why Shopify refuses the payload of a trigger. Its limit, handle, missing fields and addresses are in the words that
// the original was seen to use; what it says of other types is not known, so those words are the sandbox's.
import type { FlowField, FlowTrigger } from "./extensions.ts";

export type Payload = Record<string, unknown>;

const MOST_BYTES = 50_000;

/** What the app fires. */
export interface Fired {
  handle: string;
  payload: Payload;
}

/** What it is judged by. */
export interface Judge {
  triggers: FlowTrigger[];
  /** by gid */
  isCustomer(id: string): boolean;
}

/** One sentence for each error; none when workflows start. */
export function payloadErrors({ triggers, isCustomer }: Judge, { handle, payload }: Fired): string[] {
  if (Buffer.byteLength(JSON.stringify(payload)) > MOST_BYTES)
    return [`Properties size exceeds the limit of ${MOST_BYTES} bytes.`];
  const trigger = triggers.find((one) => one.handle === handle);
  if (!trigger) return [`Invalid handle '${handle}'.`];
  const declared = new Set(trigger.fields.map(({ key }) => key));
  const unknown = Object.keys(payload).filter((key) => !declared.has(key));
  return [
    ...trigger.fields.flatMap((field) => fieldError(isCustomer, field, payload[field.key]) ?? []),
    ...unknown.map((key) => `Unknown field: ${key}`),
  ];
}

function fieldError(
  isCustomer: Judge["isCustomer"],
  { key, type }: FlowField,
  value: unknown,
): string | undefined {
  if (value === undefined || value === null) return `Required field missing: ${key}`;
  const isRight = TYPES[type];
  const shown = typeof value === "object" ? JSON.stringify(value) : String(value);
  const error = (words: string) => `Type error for field '${key}': ${shown} ${words}.`;
  if (isRight && !isRight.test(value)) return error(isRight.words);
  const exists = type !== "customer_reference" || isCustomer(`gid://shopify/Customer/${shown}`);
  return exists ? undefined : error("is not a customer of the shop");
}

interface Type {
  test(value: unknown): boolean;
  /** what the value is not */
  words: string;
}

const number: Type = { test: (value) => Number.isSafeInteger(value), words: "is not a number" };

const TYPES: Record<string, Type> = {
  customer_reference: number,
  order_reference: number,
  boolean: { test: (value) => typeof value === "boolean", words: "is not a boolean" },
  single_line_text_field: { test: (value) => typeof value === "string", words: "is not a string" },
  number_decimal: { test: isDecimal, words: "is not a decimal" },
  email: { test: (value) => /^[^@\s]+@[^@\s]+$/.test(String(value)), words: "is not an email address" },
  url: { test: isAbsoluteUrl, words: "is not an absolute URL" },
};

function isDecimal(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value));
}

function isAbsoluteUrl(value: unknown): boolean {
  return typeof value === "string" && /^https?:\/\//.test(value) && URL.canParse(value);
}
