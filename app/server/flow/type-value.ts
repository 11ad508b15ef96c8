import { z } from "zod";
import { parsePayload } from "../../topics/parse-payload.ts";
import { isTooDeep } from "./read-data.ts";

/**
 * A value of a line as the schema wants it at its path: text where it wants text, and elsewhere what it is as JSON (a
 * number with all its digits, true, false, null, a list, an object, a text in quotes), or text if it is no JSON.
 */
export function typeValue(schema: z.core.$ZodType, path: string[], value: string): unknown {
  const json = wantsText(schemaAt(schema, path)) ? undefined : readJson(value);
  return json ? json.value : value;
}

/** undefined where the schema knows nothing of the path. */
function schemaAt(schema: z.core.$ZodType, path: string[]): z.core.$ZodType | undefined {
  let place: z.core.$ZodType | undefined = schema;
  for (const key of path) {
    const outer: z.core.$ZodType | undefined = place && unwrap(place);
    if (outer instanceof z.ZodObject) place = Object.hasOwn(outer.shape, key) ? outer.shape[key] : undefined;
    else place = outer instanceof z.ZodRecord ? outer.valueType : undefined;
  }
  return place && unwrap(place);
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodNullable || schema instanceof z.ZodOptional
    ? unwrap(schema.unwrap())
    : schema;
}

function wantsText(schema: z.core.$ZodType | undefined): boolean {
  if (schema instanceof z.ZodUnion) return schema.options.some(wantsText);
  return schema instanceof z.ZodString || schema instanceof z.ZodEnum;
}

/** undefined when the text is no JSON that can be taken. */
function readJson(text: string): { value: unknown } | undefined {
  try {
    if (isTooDeep(JSON.parse(text))) return undefined;
    return { value: parsePayload(`{"value":${text}}`)?.value };
  } catch {
    return undefined;
  }
}
