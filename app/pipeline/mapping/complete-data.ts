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

/** A place in the data. What is found anywhere is gathered in one list of each kind. */
interface Place {
  schema: z.core.$ZodType;
  path: string[];
  missing: string[];
  problems: Problem[];
}

/**
 * `known`: values for fields of the topic that `data` leaves out, in the same form as `data`. A null in `data` is taken
 * as said. Wrong is a known field that has another type than the topic's schema names.
 */
export function completeData(topic: string, data: Data, known: Data = {}): Completion {
  const root: Place = { schema: dataSchema(topic), path: [], missing: [], problems: [] };
  const family = familyOf(topic);
  if (isWhole(topic) && !asObject(data[family]))
    return wrong([{ path: [family], message: `Must be the ${family} as a JSON object.` }]);
  if (data.unavailable === null)
    return wrong([{ path: ["unavailable"], message: "Must be a JSON object if it is given." }]);
  const completed = fill(root, data, { unavailable: {}, ...known }) as Data;
  if (root.problems.length > 0) return wrong(root.problems);
  if (root.missing.length === 0) return { kind: "complete", data: completed };
  const unknown = Object.fromEntries(root.missing.map((path) => [path, "unknown"]));
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
  if (schema instanceof z.ZodArray && Array.isArray(value))
    return value.map((item, index) => fill(step(place, schema.element, String(index)), item));
  for (const { path, message } of schema.safeParse(plain(value)).error?.issues ?? [])
    place.problems.push({ path: [...place.path, ...path.map(String)], message });
  return value;
}

function fillObject(place: Place & { schema: z.ZodObject }, value: Data, known: Data = {}): Data {
  const filled = { ...value };
  for (const [key, schema] of Object.entries(place.schema.shape)) {
    const field = step(place, schema, key);
    if (Object.hasOwn(value, key)) filled[key] = fill(field, value[key], asObject(known[key]));
    else if (known[key] !== undefined) filled[key] = fill(field, known[key]);
    else if (!(schema instanceof z.ZodOptional)) filled[key] = fillMissing(field);
  }
  return filled;
}

/** null, but an object or a list where the schema wants one in any case. */
function fillMissing(place: Place): unknown {
  if (place.schema instanceof z.ZodObject) return fill(place, {});
  place.missing.push(place.path.join("."));
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
