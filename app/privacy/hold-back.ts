// PURE: `data` of an event without what the merchant holds back.
import type { HeldBackField } from "./held-back-fields.ts";
import { fieldsOf, fieldsOfNamed, type Place, placeOf } from "./personal-fields.ts";

type Data = Record<string, unknown>;

/** What lies deeper is held back unseen. */
const MOST_LEVELS = 500;

/** These two speak of paths. */
const ABOUT_FIELDS = new Set(["redacted", "unavailable"]);

interface Walk {
  heldBack: readonly HeldBackField[];
  /** paths of what is null now */
  redacted: string[];
}

/**
 * The same data with every field that tells what is held back set to null. Their paths, as in `unavailable`, stand
 * sorted in `redacted`, whether or not there was a value; without any there is no `redacted`. All else stays as it is,
 * JSON.rawJSON numbers too.
 */
export function holdBack(data: Data, heldBack: readonly HeldBackField[]): Data {
  if (heldBack.length === 0) return data;
  const walk: Walk = { heldBack, redacted: [] };
  const entries = Object.entries(data).map(([key, value]) =>
    ABOUT_FIELDS.has(key) ? [key, value] : [key, lookAt(walk, key, value, "plain", [key])],
  );
  const held = Object.fromEntries(entries) as Data;
  if (walk.redacted.length === 0) return data;
  return { ...held, redacted: [...new Set([...textsOf(data.redacted), ...walk.redacted])].sort() };
}

/** What the field `key` becomes. */
function lookAt(walk: Walk, key: string, value: unknown, place: Place, path: string[]): unknown {
  if (isAny(walk, fieldsOf(key, value, place))) return redact(walk, path);
  return inside(walk, value, placeOf(key, place), path);
}

function inside(walk: Walk, value: unknown, place: Place, path: string[]): unknown {
  if (typeof value !== "object" || value === null || JSON.isRawJSON(value)) return value;
  if (path.length > MOST_LEVELS) return redact(walk, path);
  if (Array.isArray(value))
    return value.map((item, index) => inside(walk, item, place, [...path, String(index)]));
  const object = value as Data;
  if (place === "pairs" && Object.hasOwn(object, "value")) return insidePair(walk, object, path);
  const entries = Object.entries(object).map(([key, item]) => [
    key,
    lookAt(walk, key, item, place, [...path, key]),
  ]);
  return Object.fromEntries(entries);
}

/** An entry of a list like `note_attributes`. */
function insidePair(walk: Walk, pair: Data, path: string[]): Data {
  const called = [pair.name, pair.key].find((text) => typeof text === "string") ?? "";
  const at = [...path, "value"];
  const isHeld = isAny(walk, fieldsOfNamed(String(called), pair.value));
  return { ...pair, value: isHeld ? redact(walk, at) : inside(walk, pair.value, "plain", at) };
}

const isAny = ({ heldBack }: Walk, fields: readonly HeldBackField[]): boolean =>
  fields.some((field) => heldBack.includes(field));

function redact({ redacted }: Walk, path: string[]): null {
  redacted.push(path.join("."));
  return null;
}

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
