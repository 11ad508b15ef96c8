// PURE: `data` of an event without what the merchant holds back.
import type { HeldBackField } from "./held-back-fields.ts";
import { fieldsOf, fieldsOfItem, fieldsOfNamed, type Place, placeOf } from "./personal-fields.ts";

type Data = Record<string, unknown>;

/** What lies deeper is held back unseen. */
const MOST_LEVELS = 500;

interface Walk {
  heldBack: readonly HeldBackField[];
  /** to what is looked at */
  path: (string | number)[];
  /** paths of what is null now */
  redacted: string[];
}

/**
 * The same data with every field that tells what is held back set to null. Their paths, as in `unavailable`, stand
 * sorted in `redacted`, those found by their key with a value or without; where there are none there is no `redacted`.
 * All else stays as it is, JSON.rawJSON numbers too, and `data` itself is never changed.
 */
export function holdBack(data: Data, heldBack: readonly HeldBackField[]): Data {
  if (heldBack.length === 0) return data;
  const walk: Walk = { heldBack, path: [], redacted: [] };
  const { redacted, ...fields } = data;
  const listed = isListOfPaths(redacted) ? redacted : [];
  if (listed !== redacted) lookAt(walk, "redacted", redacted, "plain"); // the list takes its place
  const held = lookInto(walk, fields, "plain");
  if (walk.redacted.length === 0) return data;
  return { ...held, redacted: [...new Set([...listed, ...walk.redacted])].sort() };
}

/** The same object where nothing in it changes. */
function lookInto(walk: Walk, object: Data, place: Place): Data {
  let copy: Data | undefined;
  for (const key of Object.keys(object)) {
    const value = object[key];
    const held = lookAt(walk, key, value, place);
    if (held === value) continue;
    copy ??= { ...object };
    copy[key] = held;
  }
  return copy ?? object;
}

/** What the field `key` becomes. */
function lookAt(walk: Walk, key: string, value: unknown, place: Place): unknown {
  const isHeld = isAny(walk, fieldsOf(key, value, place));
  if (!isHeld && !isOpen(value)) return value;
  walk.path.push(key);
  const held = isHeld ? redact(walk) : inside(walk, value, placeOf(key, place));
  walk.path.pop();
  return held;
}

function inside(walk: Walk, value: unknown, place: Place): unknown {
  if (!isOpen(value)) return value;
  if (walk.path.length > MOST_LEVELS) return redact(walk);
  if (Array.isArray(value)) return insideList(walk, value, place);
  const object = value as Data;
  return place === "pairs" && Object.hasOwn(object, "value")
    ? insidePair(walk, object)
    : lookInto(walk, object, place);
}

function insideList(walk: Walk, list: unknown[], place: Place): unknown[] {
  let copy: unknown[] | undefined;
  for (const [index, item] of list.entries()) {
    walk.path.push(index);
    const held = isAny(walk, fieldsOfItem(item, place)) ? redact(walk) : inside(walk, item, place);
    walk.path.pop();
    if (held === item) continue;
    copy ??= [...list];
    copy[index] = held;
  }
  return copy ?? list;
}

/** An entry of a list like `note_attributes`. */
function insidePair(walk: Walk, pair: Data): Data {
  const { value, ...others } = pair;
  walk.path.push("value");
  const held = isHeldPair(walk, pair) ? redact(walk) : inside(walk, value, "plain");
  walk.path.pop();
  return { ...pair, ...lookInto(walk, others, "plain"), value: held };
}

const isHeldPair = (walk: Walk, { name, key, value }: Data): boolean =>
  ["", name, key].some((called) => typeof called === "string" && isAny(walk, fieldsOfNamed(called, value)));

const isAny = ({ heldBack }: Walk, fields: readonly HeldBackField[]): boolean =>
  fields.length > 0 && fields.some((field) => heldBack.includes(field));

function redact({ path, redacted }: Walk): null {
  redacted.push(path.join("."));
  return null;
}

/** A sender's own `redacted`; anything else is looked into like every field. */
const isListOfPaths = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((path) => typeof path === "string");

const isOpen = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !JSON.isRawJSON(value);
