// What the form of an endpoint holds. Client-safe.
import type { FieldMetadata, SubmissionResult } from "@conform-to/react";
import { MASKED } from "../../endpoints/endpoint-fields.ts";
import type { HeaderRow, UrlProblem } from "../../endpoints/endpoint-forms.ts";
import type { NewSecret } from "../../endpoints/new-secrets.ts";
import type { EndpointView } from "../../queries/endpoints.ts";
import type { ChangedMeanwhileAnswer } from "../forms/changed-meanwhile.tsx";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { ordered } from "./topic-selection.ts";

/** An endpoint that is edited. */
export interface EndpointValues
  extends Pick<
    EndpointView,
    "id" | "url" | "description" | "topics" | "rateLimit" | "weeklyCheck" | "headerNames"
  > {
  /** changes with what an edit would replace */
  version: string;
}

/** The form's hidden fields with the names of the headers that it began with: others come and go meanwhile. */
export const KNOWN_HEADER = "knownHeader";

/** The form's fields, all of them texts. */
export type EndpointShape = {
  /** one URL, or a list of them */
  url: string;
  description: string;
  topics: string[];
  rateLimit: string;
  weeklyCheck: string;
  headers: HeaderRow[];
  secret: string;
  secretEach: string;
};

/** What the routes that save an endpoint answer. */
export type SaveAnswer =
  | { kind: "created"; secrets: NewSecret[] }
  | { kind: "updated" }
  /** `urls`: why single ones of a list cannot be */
  | { kind: "refused"; result: SubmissionResult; urls: UrlProblem[] }
  | { kind: "limit"; limit: number }
  | ChangedMeanwhileAnswer
  | Unavailable;

export type Saved = Extract<SaveAnswer, { kind: "created" | "updated" }>;

const EMPTY: EndpointShape = {
  ...{ url: "", description: "", topics: [], rateLimit: "", weeklyCheck: "" },
  ...{ headers: [], secret: "", secretEach: "" },
};

/** What the form begins with. `initial`: undefined for a new endpoint; `wanted`: topics that it begins with. */
export function shapeOf(initial: EndpointValues | undefined, wanted: readonly string[] = []): EndpointShape {
  if (!initial) return { ...EMPTY, topics: ordered(wanted) };
  const { url, description, topics, rateLimit, weeklyCheck, headerNames } = initial;
  return {
    ...EMPTY,
    ...{ url, description, topics: ordered(topics) },
    rateLimit: rateLimit === null ? "" : String(rateLimit),
    weeklyCheck: weeklyCheck ? "on" : "",
    headers: (headerNames ?? []).map((name) => ({ name, value: MASKED })),
  };
}

type Fields = ReturnType<FieldMetadata<EndpointShape>["getFieldset"]>;

/** What the form holds just now. conform's own `dirty` takes a single topic for a change: a text is no list. */
export const shapeNow = (fields: Fields): EndpointShape => ({
  url: fields.url.value ?? "",
  description: fields.description.value ?? "",
  topics: namesOf(fields.topics.value),
  rateLimit: fields.rateLimit.value ?? "",
  weeklyCheck: fields.weeklyCheck.value ?? "",
  headers: fields.headers.getFieldList().map((row) => {
    const { name, value } = row.getFieldset();
    return { name: name.value ?? "", value: value.value ?? "" };
  }),
  secret: fields.secret.value ?? "",
  secretEach: fields.secretEach.value ?? "",
});

const namesOf = (value: string | (string | undefined)[] | undefined): string[] =>
  (Array.isArray(value) ? value : [value]).filter((name): name is string => Boolean(name));
