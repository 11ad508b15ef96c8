// Bodies of webhooks, made from Shopify's documented samples by changing their text: JSON.parse would round their
// 18-digit ids.
import { readFileSync } from "node:fs";
import path from "node:path";

const SAMPLES = path.join(import.meta.dirname, "../../test/fixtures/shopify");
const read = new Map<string, string>();

/** JSON text: for numbers that JavaScript cannot hold, for objects and for lists. */
export interface Json {
  json: string;
}

export const json = (text: string): Json => ({ json: text });

/** An object or a list without such numbers. */
export const whole = (value: object): Json => json(JSON.stringify(value));

export type Changes = Record<string, string | number | boolean | null | Json>;

/** The sample of a topic with some of its top-level fields changed or added. `topic`: or a file of the samples. */
export function sampleBody(topic: string, changes: Changes): string {
  return Object.entries(changes).reduce((text, [field, value]) => {
    const isJson = typeof value === "object" && value !== null;
    return isJson
      ? setField(setBlock(text, field), field, value.json)
      : setField(text, field, JSON.stringify(value));
  }, sample(topic));
}

function sample(topic: string): string {
  const text = read.get(topic) ?? readFileSync(path.join(SAMPLES, `${fileOf(topic)}.json`), "utf8").trim();
  read.set(topic, text);
  return text;
}

const fileOf = (topic: string) => (topic.startsWith("derived/") ? topic : topic.replace("/", "__"));

/** An object or a list that takes several lines shrinks to one, so that it can be replaced. */
const setBlock = (text: string, field: string): string =>
  text.replace(new RegExp(`^ {2}"${field}": [{[]\\n[^]*?^ {2}[}\\]]`, "m"), `  "${field}": null`);

/** The samples are indented by two spaces, so a top-level field is a line that begins with exactly that. */
function setField(text: string, field: string, value: string): string {
  const line = new RegExp(`^ {2}"${field}": (.*?)(,?)$`, "m");
  const found = line.exec(text);
  if (!found) return text.replace("{", () => `{\n  "${field}": ${value},`);
  if (/[{[]$/.test(found[1] ?? "")) throw new Error(`${field} of the sample is not a single value`);
  return text.replace(line, (_all, _old, comma) => `  "${field}": ${value}${comma}`);
}
