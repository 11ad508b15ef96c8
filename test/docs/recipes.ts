// The recipes of docs/flow.md, as they stand there.
import { readFileSync } from "node:fs";

export interface Recipe {
  /** what the field "Event" may be */
  events: string[];
  /** what stands in the field "Data" */
  data: string;
}

export const FLOW_GUIDE = readFileSync(new URL("../../docs/flow.md", import.meta.url), "utf8");

const EVENT = /`([a-z_]+\/[a-z_]+|Subscription contract state|Customer loyalty state)`/g;

/** Each text in a block of Liquid, with the names of events between it and the heading or block before it. */
export function recipesOf(heading: string): Recipe[] {
  const [section = ""] = FLOW_GUIDE.split(`\n### ${heading}\n`)[1]?.split(/\n##+ /) ?? [];
  const blocks = section.split("```liquid\n").map((part) => part.split("\n```\n"));
  return blocks.slice(1).map(([data = ""], index) => {
    const before = blocks[index]?.at(-1) ?? "";
    const rows = before.split("\n").filter((line) => line.startsWith("|"));
    return { data, events: [...rows.join("\n").matchAll(EVENT)].map(([, event = ""]) => event) };
  });
}
