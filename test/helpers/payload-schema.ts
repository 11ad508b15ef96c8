// The JSON Schemas that receivers get, as they are committed.
import { readFileSync } from "node:fs";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
addFormats.default(ajv);

const validators = new Map<string, ValidateFunction>();

/** What of a parsed body does not fit its topic's JSON Schema; nothing when all of it does. */
export function schemaErrors(topic: string, body: unknown): ErrorObject[] {
  const validate = validators.get(topic) ?? ajv.compile(readSchema(topic));
  validators.set(topic, validate);
  return validate(body) ? [] : (validate.errors ?? []);
}

const readSchema = (topic: string): object =>
  JSON.parse(readFileSync(`docs/generated/schemas/${topic}.json`, "utf8"));
