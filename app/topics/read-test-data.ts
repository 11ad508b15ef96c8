// The data of a test call as a merchant writes it: JSON of the topic's shape, or of another, which is allowed and said.
import type { z } from "zod";
import { dataSchema } from "./data-schemas.ts";
import { isDeeperThan } from "./nesting.ts";
import { type Payload, parsePayload } from "./parse-payload.ts";

export const MOST_TEST_BYTES = 64 * 1024;
const MOST_LEVELS = 100;
const MOST_DIFFERENCES = 5;

export type DataMistake = "too_large" | "not_json" | "not_object" | "too_deep";

/** Where the data is not as the topic's schema has it. */
export interface Difference {
  /** keys, with dots between them */
  path: string;
  /** the schema's type; null where it is more than a type that differs */
  expected: string | null;
  missing: boolean;
}

export type TestData =
  | { kind: "read"; data: Payload; differences: Difference[] }
  | { kind: "wrong"; mistake: DataMistake };

const wrong = (mistake: DataMistake): TestData => ({ kind: "wrong", mistake });

/** `topic`: of the catalogue. Numbers keep the form in which they are written. */
export function readTestData(topic: string, text: string): TestData {
  if (new TextEncoder().encode(text).length > MOST_TEST_BYTES) return wrong("too_large");
  const data = parse(text);
  if (typeof data === "string") return wrong(data);
  if (isDeeperThan(MOST_LEVELS, data)) return wrong("too_deep");
  return { kind: "read", data, differences: differences(topic, data) };
}

function parse(text: string): Payload | DataMistake {
  try {
    return parsePayload(text) ?? "not_object";
  } catch (error) {
    return error instanceof RangeError ? "too_deep" : "not_json";
  }
}

/** The first few. */
function differences(topic: string, data: Payload): Difference[] {
  const plain: unknown = JSON.parse(JSON.stringify(data));
  const issues = dataSchema(topic).safeParse(plain).error?.issues ?? [];
  return issues.slice(0, MOST_DIFFERENCES).map((issue) => toDifference(issue, plain));
}

const toDifference = (issue: z.core.$ZodIssue, data: unknown): Difference => ({
  path: issue.path.join("."),
  expected: issue.code === "invalid_type" ? issue.expected : null,
  missing: valueAt(data, issue.path) === undefined,
});

const valueAt = (data: unknown, path: PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null)?.[key], data);
