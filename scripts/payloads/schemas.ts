import { bodyJsonSchema } from "../../app/topics/body-schema.ts";
import { TOPICS } from "../../app/topics/catalog.ts";

/** Of every topic the text of its JSON Schema (2020-12), of the whole body as it is sent. */
export const payloadSchemas = (): [topic: string, text: string][] =>
  TOPICS.map(({ name }) => [name, `${JSON.stringify(bodyJsonSchema(name), null, 2)}\n`]);
