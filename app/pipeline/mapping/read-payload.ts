// Reads single fields of a payload that may hold anything.
import { createHash } from "node:crypto";
import { idText, type Payload } from "../../topics/parse-payload.ts";

export function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

export function objectOf(value: unknown): Payload | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Payload) : null;
}

/** The gid that Shopify gave, or one made of the numeric id. */
export function gidOf(type: string, given: unknown, id: unknown): string | null {
  const prefix = `gid://shopify/${type}/`;
  if (typeof given === "string" && given.startsWith(prefix)) return given;
  const digits = idText(id);
  return digits === null ? null : prefix + digits;
}

/** gid of what a person named: a gid, or the digits of one. undefined when it is neither; white space does not matter. */
export function namedGid(type: string, named: unknown): string | undefined {
  const text = typeof named === "string" ? named.trim() : named;
  const prefix = `gid://shopify/${type}/`;
  const isGid = typeof text === "string" && text.startsWith(prefix);
  const digits = isGid ? text.slice(prefix.length) : idText(text);
  return digits !== null && /^\d{1,20}$/.test(digits) ? prefix + digits : undefined;
}

/** Milliseconds of a date text; null when there is none. */
export function timeOf(value: unknown): number | null {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

/** 128 bits of SHA-256: the same for what is written the same. */
export function hashOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 22);
}

/** The same for payloads that say the same, whenever they were made. */
export const contentHash = ({ updated_at: _, ...content }: Payload): string => hashOf(content);

/** gid of the customer of an order's payload; a guest has none. */
export function buyerOf(order: Payload): string | null {
  const customer = objectOf(order.customer);
  return customer && gidOf("Customer", customer.admin_graphql_api_id, customer.id);
}

/** A small number, or null. */
export function integerOf(value: unknown): number | null {
  const digits = idText(value);
  return digits === null ? null : Number(digits);
}
