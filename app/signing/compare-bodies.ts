// PURE: in what a body that somebody pasted differs from the one that was signed. Whoever verifies a body that a parser
// has been at, or an editor, has lost the bytes that were signed.
import { isDeeperThan } from "../topics/nesting.ts";

export type BodyDifference =
  /** spaces or line breaks around it */
  | { kind: "edges" }
  | { kind: "byte_order_mark" }
  /** its bytes were read as Windows-1252 */
  | { kind: "charset" }
  | { kind: "cut_off" }
  /** formatted: the same but for spaces between */
  | { kind: "whitespace" }
  /** the same text, otherwise escaped */
  | { kind: "escapes" }
  | { kind: "key_order" }
  /** the same value, numbers otherwise written or rounded */
  | { kind: "numbers" }
  | { kind: "not_json" }
  /** another value; `path` to the first one that differs */
  | { kind: "content"; path: string };

/** undefined when there is none. `signed`: JSON. */
export function compareBodies(pasted: string, signed: string): BodyDifference | undefined {
  if (pasted === signed) return undefined;
  const guess = otherForms(pasted).find(({ body }) => body === signed);
  if (guess) return guess.difference;
  if (pasted !== "" && signed.startsWith(pasted.trimEnd())) return { kind: "cut_off" };
  const [one, other] = [pasted, signed].map(parse);
  if (!one || !other) return { kind: "not_json" };
  if (sorted(pasted) === sorted(signed)) return { kind: "key_order" };
  const path = firstDifference(one.value, other.value);
  return path === undefined ? { kind: "numbers" } : { kind: "content", path };
}

export interface OtherForm {
  body: string;
  difference: BodyDifference;
}

/** What may have been signed if `pasted` is what somebody made of it. */
export function otherForms(pasted: string): OtherForm[] {
  const bare = pasted.replace(/^\ufeff/, "");
  const text = bare.trim();
  const forms: (OtherForm | undefined)[] = [
    { body: bare, difference: { kind: "byte_order_mark" } },
    { body: text, difference: { kind: "edges" } },
    form(decodedAnew(text), "charset"),
    form(compact(text), "whitespace"),
    form(escapedAnew(text), "escapes"),
  ];
  const seen = new Set([pasted]);
  return forms.filter((one): one is OtherForm => {
    if (!one || seen.has(one.body)) return false;
    seen.add(one.body);
    return true;
  });
}

const form = (body: string | undefined, kind: "charset" | "whitespace" | "escapes"): OtherForm | undefined =>
  body === undefined ? undefined : { body, difference: { kind } };

const BYTES = new Map(
  [...new TextDecoder("windows-1252").decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))].map(
    (char, byte) => [char, byte],
  ),
);

/** UTF-8 that was read as Windows-1252, read again; undefined for what is nothing of the kind. */
function decodedAnew(text: string): string | undefined {
  const bytes = Array.from(text, (char) => BYTES.get(char) ?? char.charCodeAt(0));
  if (bytes.some((byte) => byte > 255)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}

const TEXT_OR_SPACE = /"(?:[^"\\]|\\.)*"|\s+/g;

/** JSON without spaces between; undefined for what is no JSON. */
const compact = (text: string): string | undefined =>
  parse(text) && text.replace(TEXT_OR_SPACE, (token) => (token.startsWith('"') ? token : ""));

/** The same with every text written as JSON.stringify does. */
const escapedAnew = (text: string): string | undefined =>
  parse(text) &&
  text.replace(TEXT_OR_SPACE, (token) => (token.startsWith('"') ? JSON.stringify(JSON.parse(token)) : ""));

/** Deeper than any body of ours, which is then not looked into. */
const MOST_LEVELS = 500;

/** Boxed, because null is JSON as well. */
function parse(text: string): { value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isDeeperThan(MOST_LEVELS, value) ? undefined : { value };
  } catch {
    return undefined;
  }
}

const NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** JSON with its keys in order and its numbers as they are written. */
function sorted(text: string): string {
  const kept = text.replace(NUMBER, (token) => (token.startsWith('"') ? token : JSON.stringify(`#${token}`)));
  return JSON.stringify(JSON.parse(kept), (_key, value: unknown) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).sort(byKey)) : value,
  );
}

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Keys with dots between; "" where the whole is another; undefined where nothing differs. */
function firstDifference(one: unknown, other: unknown): string | undefined {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return Object.is(one, other) ? undefined : "";
  }
  if (Array.isArray(one) !== Array.isArray(other)) return "";
  const [a, b] = [one, other] as [Record<string, unknown>, Record<string, unknown>];
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    if (!Object.hasOwn(a, key) || !Object.hasOwn(b, key)) return key;
    const path = firstDifference(a[key], b[key]);
    if (path !== undefined) return path === "" ? key : `${key}.${path}`;
  }
  return undefined;
}
