// A run whose field "Event" names a state: it reports how things are now.
import type { z } from "zod";
import { FLOW_CONTRACT, FLOW_LOYALTY } from "../../pipeline/mapping/flow/run.ts";
import type { Content, Given } from "./content.ts";
import { type ReadObject, toObject } from "./read-data.ts";
import { contractReport, LINE_FIELDS, loyaltyReport, splitLine, toReport } from "./state-reports.ts";
import { lowerFirst, type Wrong, wrong } from "./wrong.ts";

interface State {
  name: string;
  /** of them, as lines and as JSON call them */
  fields: Record<"lines" | "json", string>;
  /** the one of which there may be several lines */
  list?: "line";
}

const CONTRACT: State = {
  name: "Subscription contract state",
  fields: {
    lines: "id, status, next_order_date, updated_at and line",
    json: "id, status, next_order_date, updated_at and lines",
  },
  list: "line",
};
const LOYALTY: State = {
  name: "Customer loyalty state",
  fields: { lines: "points and tier", json: "points and tier" },
};

export function readContractState({ data, customer, now }: Given): Content {
  const report = readReport(data, contractReport(now), CONTRACT);
  if (report.kind === "wrong") return report;
  const { value: content } = report;
  return {
    kind: "content",
    topic: FLOW_CONTRACT,
    ...{ content, customer, about: content.contract, mayBeGone: false },
  };
}

export function readLoyaltyState({ data, customer }: Given): Content {
  if (customer === null)
    return wrong("Customer loyalty state is about a customer: choose the customer in the action.");
  const report = readReport(data, loyaltyReport, LOYALTY);
  if (report.kind === "wrong") return report;
  const { value: content } = report;
  return { kind: "content", topic: FLOW_LOYALTY, ...{ content, customer, about: null, mayBeGone: false } };
}

function readReport<T>(
  data: Given["data"],
  schema: z.ZodType<T>,
  { name, fields, list }: State,
): { kind: "report"; value: T } | Wrong {
  const read = readFields(data, list);
  if (read.kind === "wrong") return read;
  const { data: value, error } = schema.safeParse(toReport(read.object));
  const issue = error?.issues[0];
  if (!issue) return { kind: "report", value: value as T };
  const names = issue.path[0] === "lines" ? LINE_FIELDS.join(", ") : fields[data.kind];
  const help = issue.code === "unrecognized_keys" ? `; its fields are ${names}` : "";
  return wrong(`${name}: ${sentenceOf(issue)}${help}.`);
}

/** What lines call `line` is `lines` in JSON. */
function readFields(data: Given["data"], list: State["list"]): ReadObject {
  if (data.kind === "json") return { kind: "object", object: data.value };
  const read = toObject(data.lines, ({ value }) => value, list);
  if (read.kind === "wrong" || !Array.isArray(read.object.line)) return read;
  const { line, ...object } = read.object;
  return { kind: "object", object: { lines: line.map(splitLine), ...object } };
}

function sentenceOf({ code, path, message }: z.core.$ZodIssue): string {
  if (code === "unrecognized_keys")
    return path.length === 0 ? lowerFirst(message) : `${lowerFirst(message)} in ${whereOf(path)}`;
  if (code === "invalid_type" && path.length === 1 && path[0] === "id") return "id is missing";
  return `${whereOf(path)} ${message}`;
}

/** quantity of line 2 */
function whereOf([first = "Data", index, ...rest]: PropertyKey[]): string {
  if (typeof index !== "number") return String(first);
  const line = `line ${index + 1}`;
  return rest.length > 0 ? `${rest.join(".")} of ${line}` : line;
}
