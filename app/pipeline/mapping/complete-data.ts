// Brings `data` that somebody sent in to the shape of its topic: what is known keeps its value, a known field that is
// missing is null and its path stands in `unavailable`, and what the topic does not know stays as it is.
import { z } from "zod";
import { dataSchema } from "../../topics/data-schemas.ts";

type Data = Record<string, unknown>;

export interface Problem {
  /** keys, from `data` on */
  path: string[];
  message: string;
}

export type Completion = { kind: "complete"; data: Data } | { kind: "wrong"; problems: Problem[] };

const wrong = (problems: Problem[]): Completion => ({ kind: "wrong", problems });

/** Families whose data is the thing itself, as Shopify shows it. */
const WHOLE = ["order", "customer", "product"];

export const isWhole = (topic: string): boolean => WHOLE.includes(familyOf(topic));

const familyOf = (topic: string): string => topic.slice(0, topic.indexOf("/"));

/** An empty entry of `contract.lines` is two bytes, and with all its nulls and their reasons nearly a thousand. */
const MOST_ENTRIES = 1_000;

/** What is found anywhere in the data. */
interface Found {
  missing: string[];
  problems: Problem[];
  /** of all lists that the schema knows */
  entries: number;
}

/** A place in the data. */
interface Place {
  schema: z.core.$ZodType;
  path: string[];
  found: Found;
}

/**
 * `known`: values for fields of the topic that `data` leaves out, in the same form as `data`. A null in `data` is taken
 * as said. Wrong is a known field that has another type than the topic's schema names, and lists of too many entries.
 */
export function completeData(topic: string, data: Data, known: Data = {}): Completion {
  const found: Found = { missing: [], problems: [], entries: 0 };
  const family = familyOf(topic);
  if (isWhole(topic) && !asObject(data[family]))
    return wrong([{ path: [family], message: `Must be the ${family} as a JSON object.` }]);
  if (data.unavailable === null)
    return wrong([{ path: ["unavailable"], message: "Must be a JSON object if it is given." }]);
  const root = { schema: dataSchema(topic), path: [], found };
  const completed = fill(root, data, { unavailable: {}, ...known }) as Data;
  if (found.problems.length > 0) return wrong(found.problems);
  if (found.missing.length === 0) return { kind: "complete", data: completed };
  const unknown = Object.fromEntries(found.missing.map((path) => [path, "unknown"]));
  return {
    kind: "complete",
    data: { ...completed, unavailable: { ...asObject(completed.unavailable), ...unknown } },
  };
}

function fill(place: Place, value: unknown, known?: Data): unknown {
  const schema = unwrap(place.schema);
  if (value === null) return null;
  if (schema instanceof z.ZodObject) {
    const object = asObject(value);
    if (object) return fillObject({ ...place, schema }, object, known);
  }
  if (schema instanceof z.ZodArray && Array.isArray(value)) return fillList({ ...place, schema }, value);
  for (const { path, message } of schema.safeParse(plain(value)).error?.issues ?? [])
    place.found.problems.push({ path: [...place.path, ...path.map(String)], message });
  return value;
}

/** The list that is one too many is told of; what comes after it is not looked into. */
function fillList(place: Place & { schema: z.ZodArray }, value: unknown[]): unknown[] {
  const { found, path, schema } = place;
  const isFull = found.entries > MOST_ENTRIES;
  found.entries += value.length;
  if (found.entries <= MOST_ENTRIES)
    return value.map((item, index) => fill(step(place, schema.element, String(index)), item));
  if (!isFull) found.problems.push({ path, message: TOO_MANY });
  return value;
}

const TOO_MANY = `Has at most ${MOST_ENTRIES.toLocaleString("en")} entries, together with the other lists.`;

function fillObject(place: Place & { schema: z.ZodObject }, value: Data, known: Data = {}): Data {
  const filled = { ...value };
  for (const [key, schema] of Object.entries(place.schema.shape)) {
    const field = step(place, schema, key);
    if (Object.hasOwn(value, key)) {
      filled[key] = fill(field, value[key], asObject(known[key]));
      continue;
    }
    const guess = known[key] === undefined ? undefined : fillKnown(field, known[key]);
    if (guess) filled[key] = guess.value;
    else if (!(schema instanceof z.ZodOptional)) filled[key] = fillMissing(field);
  }
  return filled;
}

/**
 * What is known otherwise must make no data wrong that was right without it: it is not counted, and undefined where it is
 * not of the field's type.
 */
function fillKnown(place: Place, known: unknown): { value: unknown } | undefined {
  const found: Found = { missing: [], problems: [], entries: 0 };
  const value = fill({ ...place, found }, known);
  if (found.problems.length > 0) return undefined;
  place.found.missing.push(...found.missing);
  return { value };
}

/** null, but an object or a list where the schema wants one in any case. */
function fillMissing(place: Place): unknown {
  if (place.schema instanceof z.ZodObject) return fill(place, {});
  place.found.missing.push(place.path.join("."));
  return place.schema instanceof z.ZodArray ? [] : null;
}

const step = (place: Place, schema: z.core.$ZodType, key: string): Place => ({
  ...place,
  schema,
  path: [...place.path, key],
});

function unwrap(schema: z.core.$ZodType): z.ZodType {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) return unwrap(schema.unwrap());
  return schema as z.ZodType;
}

/** undefined for what is no JSON object; a number in its own form looks like one. */
function asObject(value: unknown): Data | undefined {
  const isObject =
    typeof value === "object" && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value);
  return isObject ? (value as Data) : undefined;
}

/** Numbers in their own form as numbers. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
