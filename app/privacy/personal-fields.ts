// PURE: which fields of an event's data are personal, by their key, by the object that they stand in and by their value.
import { unavailable } from "../topics/data/parts.ts";
import type { HeldBackField } from "./held-back-fields.ts";
import { meaningOf, type Place } from "./key-meaning.ts";

export type { Place } from "./key-meaning.ts";

type Fields = readonly HeldBackField[];

const NOTHING: Fields = [];
const EMAIL: Fields = ["email"];
const NAME: Fields = ["name"];
const ADDRESS: Fields = ["address"];

const NAMES = new Set(["name", "display_name"]);
/** All else in an address is a part of it. */
const NO_PART_OF_ADDRESS = new Set(["id", "admin_graphql_api_id", "customer_id", "default"]);
const REASONS = new Set<unknown>(unavailable.valueType.options);

/** What the object or list under `key` is; `parent` is what `key` stands in. */
export function placeOf(key: string, parent: Place): Place {
  if (parent === "address") return "address";
  const { name, place } = meaningOf(key);
  return parent === "form" && name === "fields" ? "named" : place;
}

/** What the field `key` of an object tells of a person: any of these. */
export function fieldsOf(key: string, value: unknown, place: Place): Fields {
  if (place === "named" || place === "pairs") return fieldsOfNamed(key, value);
  return withLooks(fieldsOfKey(key, value, place), key, value);
}

function fieldsOfKey(key: string, value: unknown, place: Place): Fields {
  if (place === "reasons" && REASONS.has(value)) return NOTHING;
  const { name, always, asText } = meaningOf(key);
  if (always.length > 0) return always;
  if (NAMES.has(name) && (place === "person" || place === "address")) return NAME;
  if (place === "address") return NO_PART_OF_ADDRESS.has(name) ? NOTHING : ADDRESS;
  return asText.length > 0 && isText(value) ? asText : NOTHING;
}

/** What a field of a form or of an order's own list is, by the name that somebody gave it or the look of its value. */
export const fieldsOfNamed = (key: string, value: unknown): Fields =>
  withLooks(meaningOf(key).asNamed, key, value);

/** What a text that stands in a list tells. */
export const fieldsOfItem = (value: unknown, place: Place): Fields =>
  place !== "tags" && isMailAddress(value) ? EMAIL : NOTHING;

function withLooks(said: Fields, key: string, value: unknown): Fields {
  const isMail = Array.isArray(value) ? value.some(isMailAddress) : isMailAddress(value);
  if (!isMail || meaningOf(key).place === "tags") return said;
  return said.length === 0 ? EMAIL : ["email", ...said];
}

/** true and false say nothing of a person: verified_email. */
const isText = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 && value.every(isSingleText) : isSingleText(value);

const isSingleText = (value: unknown): boolean =>
  value === null || typeof value === "string" || typeof value === "number" || JSON.isRawJSON(value);

/** Whether a text is an e-mail address and nothing else: no URL, no logo@2x.png. */
const isMailAddress = (value: unknown): boolean =>
  typeof value === "string" && value.includes("@") && value.length < 255 && MAIL_ADDRESS.test(value.trim());

const MAIL_ADDRESS =
  /^(?:mailto:)?<?[^\s@/:<>]+@[^\s@/:<>]+\.(?!(?:png|jpe?g|gif|webp|svg)>?$)[^\s@/:<>.]+>?$/i;
