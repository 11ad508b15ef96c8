// The panel's forms for endpoints. Client-safe: the browser checks with the same schemas before it sends.
import { z } from "zod";
import {
  descriptionField,
  headerForm,
  headersProblem,
  MASKED,
  rateLimitField,
  topicsField,
  urlField,
} from "./endpoint-fields.ts";
import { holdsAnother, splitUrls, withoutDoubles } from "./url-list.ts";

const ONE_A_LINE = "A URL has no spaces. Put each URL on a line of its own.";

export interface UrlProblem {
  /** as it was typed */
  url: string;
  /** a sentence */
  problem: string;
}

/** What is wrong with the form of a URL of a list; undefined when nothing is. */
export function listedUrlProblem(url: string): string | undefined {
  if (holdsAnother(url)) return ONE_A_LINE;
  const problem = urlField.safeParse(url).error?.issues[0]?.message;
  return problem ?? (/\s/.test(url) ? ONE_A_LINE : undefined);
}

/** Those of a list's URLs whose form is wrong. */
export const urlProblems = (urls: readonly string[]): UrlProblem[] =>
  urls.flatMap((url) => {
    const problem = listedUrlProblem(url);
    return problem === undefined ? [] : [{ url, problem }];
  });

const NO_URL = "Enter the URL that should receive the events.";

/** One URL or more, as splitUrls parts them. */
const urlsField = z
  .string({ error: NO_URL })
  .transform((text) => withoutDoubles(splitUrls(text)))
  .superRefine((urls, context) => {
    if (urls.length === 0) context.addIssue(NO_URL);
    for (const { problem } of urlProblems(urls)) context.addIssue(problem);
  });

export interface HeaderRow {
  name: string;
  value: string;
}

const text = z.string().trim().default("");

/** Rows that were left empty are let through, and mean nothing. */
const headerRowsField = z
  .array(z.object({ name: text, value: text }).default({ name: "", value: "" }))
  .default([])
  .superRefine((rows, context) => {
    for (const issue of rowIssues(rows)) context.addIssue({ code: "custom", ...issue });
  });

function rowIssues(rows: HeaderRow[]): { message: string; path: (string | number)[] }[] {
  const filled = rows.filter(({ name }) => name !== "");
  const whole = headersProblem(Object.fromEntries(filled.map(({ name, value }) => [name, value])));
  return [
    ...(whole ? [{ message: whole, path: [] }] : []),
    ...rows.flatMap((row, index) =>
      rowProblems(row, rows.slice(0, index)).map(({ field, message }) => ({ message, path: [index, field] })),
    ),
  ];
}

function rowProblems(
  { name, value }: HeaderRow,
  above: HeaderRow[],
): { field: "name" | "value"; message: string }[] {
  if (name === "" && value === "") return [];
  if (above.some((row) => row.name.toLowerCase() === name.toLowerCase()))
    return [
      { field: "name", message: `The header ${name} is given twice; upper and lower case are the same.` },
    ];
  if (name !== "" && value === MASKED) return []; // whether it is kept, the one who knows the headers says
  const { error } = headerForm.safeParse({ name: name || undefined, value: value || undefined });
  return (error?.issues ?? []).map(({ path, message }) => ({
    field: path[0] === "value" ? "value" : "name",
    message,
  }));
}

const shared = {
  description: descriptionField.default(""),
  topics: topicsField,
  rateLimit: rateLimitField.nullable().default(null),
  weeklyCheck: z.boolean().default(false),
  headers: headerRowsField,
};

/** Of an endpoint that exists. A header whose value is masked keeps it. */
export const editEndpointForm = z.object({
  ...shared,
  url: urlField.refine(
    (url) => !holdsAnother(url),
    "An endpoint has one URL. Add another endpoint for the other.",
  ),
});

/** Of one endpoint or more at once. */
export const newEndpointsForm = z.object({
  ...shared,
  url: urlsField,
  secret: z.string().trim().optional(),
  secretEach: z.boolean().default(false),
});
