// Where a text stops being JSON. Browsers' own messages name the place in different words, or not at all.

export interface Mistake {
  /** from 1 */
  line: number;
  /** from 1 */
  column: number;
  /** end: the text ends too early · comma: one too many · quotes: others than " · text: a text's end or its inside */
  kind: "unexpected" | "end" | "comma" | "quotes" | "text";
  /** the character there; empty at the end */
  found: string;
}

const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;

/** What may come next, inside of what the stack names. */
type Next = "value" | "first-value" | "key" | "first-key" | "colon" | "after";

/** undefined for JSON. */
export function findMistake(text: string): Mistake | undefined {
  const open: string[] = [];
  let next: Next = "value";
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(text)) return false;
    at = pattern.lastIndex;
    return true;
  };
  for (;;) {
    take(SPACE);
    const char = text.charAt(at);
    if (next === "after" && open.length === 0) return char === "" ? undefined : mistakeAt(text, at, next);
    if (char === (open.at(-1) ?? "none") && ["after", "first-value", "first-key"].includes(next)) {
      at += 1;
      open.pop();
      next = "after";
    } else if (next === "after" && char === ",") {
      at += 1;
      next = open.at(-1) === "}" ? "key" : "value";
    } else if (next === "colon" && char === ":") {
      at += 1;
      next = "value";
    } else if (isKey(next) && take(STRING)) {
      next = "colon";
    } else if (isValue(next) && (char === "{" || char === "[")) {
      at += 1;
      open.push(char === "{" ? "}" : "]");
      next = char === "{" ? "first-key" : "first-value";
    } else if (isValue(next) && (take(STRING) || take(SCALAR))) {
      next = "after";
    } else return mistakeAt(text, at, next);
  }
}

const isKey = (next: Next): boolean => next === "key" || next === "first-key";
const isValue = (next: Next): boolean => next === "value" || next === "first-value";

function mistakeAt(text: string, at: number, next: Next): Mistake {
  const before = text.slice(0, at);
  const found = String.fromCodePoint(text.codePointAt(at) ?? 32);
  const place = {
    line: before.split("\n").length,
    column: at - before.lastIndexOf("\n"),
    found: at === text.length ? "" : found,
  };
  return { ...place, kind: kindOf(place.found, next) };
}

function kindOf(found: string, next: Next): Mistake["kind"] {
  if (found === "") return "end";
  if ((found === "}" && next === "key") || (found === "]" && next === "value")) return "comma";
  if (/['‘’“”`]/.test(found)) return "quotes";
  return found === '"' && (isKey(next) || isValue(next)) ? "text" : "unexpected";
}
