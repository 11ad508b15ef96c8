// Reads single fields of a payload that may hold anything.
import { createHash } from "node:crypto";
import { idText, type Payload } from "./parse-payload.ts";

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

/** Milliseconds of a date text; null when there is none. */
export function timeOf(value: unknown): number | null {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

/** The same for payloads that say the same, whenever they were made. */
export function contentHash({ updated_at: _, ...content }: Payload): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("base64url").slice(0, 22);
}
