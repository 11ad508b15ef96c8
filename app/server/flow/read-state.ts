// A run whose field "Event" names a state: it reports how things are now.
import type { z } from "zod";
import { FLOW_CONTRACT, FLOW_LOYALTY } from "../../pipeline/mapping/flow/run.ts";
import type { Content, Given } from "./content.ts";
import { type ReadObject, toObject } from "./read-data.ts";
import { contractReport, loyaltyReport, toReport } from "./state-reports.ts";
import { lowerFirst, type Wrong, wrong } from "./wrong.ts";

const CONTRACT = {
  name: "Subscription contract state",
  fields: "id, status, next_order_date, updated_at and line",
};
const LOYALTY = { name: "Customer loyalty state", fields: "points and tier" };

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
  { name, fields }: typeof CONTRACT,
): { kind: "report"; value: T } | Wrong {
  const read = readFields(data);
  if (read.kind === "wrong") return read;
  const { data: value, error } = schema.safeParse(toReport(read.object));
  const issue = error?.issues[0];
  if (!issue) return { kind: "report", value: value as T };
  const help = issue.code === "unrecognized_keys" ? `; its fields are ${fields}` : "";
  return wrong(`${name}: ${sentenceOf(issue)}${help}.`);
}

const readFields = (data: Given["data"]): ReadObject =>
  data.kind === "json"
    ? { kind: "object", object: data.value }
    : toObject(data.lines, ({ value }) => value, ["line"]);

function sentenceOf({ code, path, message }: z.core.$ZodIssue): string {
  if (code === "unrecognized_keys") return lowerFirst(message);
  if (code === "invalid_type" && path.length === 1 && path[0] === "id") return "id is missing";
  return `${whereOf(path)} ${message}`;
}

/** quantity of line 2 */
function whereOf([first = "Data", index, ...rest]: PropertyKey[]): string {
  if (typeof index !== "number") return String(first);
  const line = `line ${index + 1}`;
  return rest.length > 0 ? `${rest.join(".")} of ${line}` : line;
}
