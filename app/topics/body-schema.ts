// What a receiver gets of a topic, for whoever writes one: the whole body as JSON Schema, and its fields one by one.
import { z } from "zod";
import { dataSchema, JSON_SCHEMA } from "./data-schemas.ts";
import { envelopeSchema } from "./envelope.ts";

/** The whole body. Throws on a name that is not in the catalogue. */
export const bodySchema = (topic: string) =>
  envelopeSchema.extend({ topic: z.literal(topic).describe("What happened"), data: dataSchema(topic) });

/** The whole body as JSON Schema. It lets unknown fields through: later ones may come. */
export const bodyJsonSchema = (topic: string): object => z.toJSONSchema(bodySchema(topic), JSON_SCHEMA);

export interface BodyField {
  /** `data.contract.lines[].title` */
  path: string;
  /** as in JSON Schema, words of a choice in quotes: `string`, `array of object`, `"active" | "paused"` */
  type: string;
  nullable: boolean;
  /** may be left out */
  optional: boolean;
  description: string | null;
}

/** Every field of the body, each after the object that it stands in. */
export const bodyFields = (topic: string): BodyField[] => fieldsOf(bodyJsonSchema(topic) as Schema, "");

/** As far as zod makes use of it. */
interface Schema {
  type?: string | string[];
  description?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
}

function fieldsOf({ properties = {}, required = [] }: Schema, prefix: string): BodyField[] {
  return Object.entries(properties).flatMap(([key, schema]) => {
    const path = prefix + key;
    const field = {
      ...{ path, type: typeOf(schema), nullable: isNullable(schema), optional: !required.includes(key) },
      description: schema.description ?? withoutNull(schema).description ?? null,
    };
    const { inner, step } = insideOf(withoutNull(schema));
    return [field, ...fieldsOf(inner, path + step)];
  });
}

/** The object whose fields come next: the value itself, or each of its entries. */
function insideOf(schema: Schema): { inner: Schema; step: string } {
  return schema.items ? { inner: withoutNull(schema.items), step: "[]." } : { inner: schema, step: "." };
}

/** zod writes null as one of several types of a value, or as one of several schemas; what may be anything has neither. */
function isNullable({ type, anyOf, enum: words, const: word }: Schema): boolean {
  if (anyOf) return anyOf.some(isNullable);
  return type === undefined ? words === undefined && word === undefined : [type].flat().includes("null");
}

function withoutNull(schema: Schema): Schema {
  const [only, ...others] = (schema.anyOf ?? []).filter(({ type }) => type !== "null");
  return only && others.length === 0 ? only : schema;
}

function typeOf(schema: Schema): string {
  const { type, items, anyOf, ...other } = withoutNull(schema);
  if (other.enum) return other.enum.map((word) => JSON.stringify(word)).join(" | ");
  if (other.const !== undefined) return JSON.stringify(other.const);
  if (items) return `array of ${typeOf(items)}`;
  if (anyOf)
    return anyOf
      .map(typeOf)
      .filter((one) => one !== "null")
      .join(" or ");
  return [type ?? "any"]
    .flat()
    .filter((one) => one !== "null")
    .join(" or ");
}
