// The field "Data" of Flow's action: a JSON object, or lines like `points_history.value = 50`. In lines, dots lead into
// objects; empty lines and lines that begin with # say nothing. A line ends as Liquid's strip_newlines sees it: a lone
// carriage return, which that filter leaves in a value, begins no other line.
import { isDeeperThan } from "../../topics/nesting.ts";
import { type Payload, parsePayload } from "../../topics/parse-payload.ts";
import { type Wrong, wrong } from "./wrong.ts";

export interface Line {
  /** from 1 */
  number: number;
  path: string[];
  /** without outer white space */
  value: string;
}

export type Data = { kind: "json"; value: Payload } | { kind: "lines"; lines: Line[] } | Wrong;

export type ReadObject = { kind: "object"; object: Payload } | Wrong;

const MAX_BYTES = 256 * 1024;
/** As in the API: it must be read and written at several other places, each with a stack of its own. */
const MAX_DEPTH = 100;

/** Nothing at all is an object without fields. */
export function readData(text: string): Data {
  if (Buffer.byteLength(text) > MAX_BYTES) return wrong("Data is too large: at most 256 KiB are taken.");
  const trimmed = text.trim();
  return /^[{["]/.test(trimmed) ? readJson(trimmed) : readLines(text);
}

function readJson(text: string): Data {
  try {
    if (isTooDeep(JSON.parse(text))) return wrong(TOO_DEEP);
    const value = parsePayload(text);
    return value ? { kind: "json", value } : wrong("Data must be a JSON object, in braces like { }.");
  } catch (error) {
    return wrong(`Data is not JSON: ${whereOf(error as Error)}.`);
  }
}

export const isTooDeep = (value: unknown): boolean => isDeeperThan(MAX_DEPTH, value);

export const TOO_DEEP = `Data must not be nested deeper than ${MAX_DEPTH} levels.`;

/** V8 says where, or near what, in a text that may have been cut in the middle of anything. */
function whereOf({ message }: Error): string {
  const place = / in JSON at position \d+ \(line (\d+) column (\d+)\)/.exec(message);
  const plain = message.replace(/\s+/g, " ").replace(/\p{C}/gu, "");
  if (!place) return plain;
  return `${message.slice(0, place.index)} in line ${place[1]}, column ${place[2]}`;
}

function readLines(text: string): Data {
  const lines: Line[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const read = readLine(line, index + 1);
    if (typeof read === "string") return wrong(`Line ${index + 1} of Data ${read}.`);
    lines.push(read);
  }
  return { kind: "lines", lines };
}

/** It may be the rest of a value: then a variable brought the line break. */
const NO_NAME =
  "has no =: write key = value on each line, or all of it as JSON. A value ends with its line: put | strip_newlines behind a variable that may have several";

/** A line, or what is wrong with it. */
function readLine(line: string, number: number): Line | string {
  const end = line.indexOf("=");
  if (end === -1) return NO_NAME;
  const path = line.slice(0, end).trim().split(".");
  if (path.some((key) => !/^[^\s\p{C}]{1,255}$/u.test(key)))
    return "needs a name without spaces before the =, like points_history.value";
  if (path.length >= MAX_DEPTH) return `is nested deeper than ${MAX_DEPTH} levels`;
  return { number, path, value: line.slice(end + 1).trim() };
}

/** Keys are looked up in a Map, so that __proto__ is a name like any other. */
type Tree = Map<string, Tree | { value: unknown }>;

/** The object that the lines describe. `list` may come more than once and becomes a list. */
export function toObject(lines: Line[], toValue: (line: Line) => unknown, list?: string): ReadObject {
  const root: Tree = new Map();
  for (const line of lines) {
    const name = line.path.join(".");
    const isPut = name === list ? add(root, name, toValue(line)) : put(root, line.path, toValue(line));
    if (!isPut) return wrong(`Line ${line.number} of Data gives ${name} a second value.`);
  }
  return { kind: "object", object: toPlain(root) };
}

/** To a list; false when something else stands there already. */
function add(root: Tree, name: string, value: unknown): boolean {
  const known = root.get(name);
  if (known instanceof Map) return false;
  if (known) (known.value as unknown[]).push(value);
  else root.set(name, { value: [value] });
  return true;
}

/** false when something stands there, or on the way, already. */
function put(root: Tree, path: string[], value: unknown): boolean {
  let tree = root;
  for (const key of path.slice(0, -1)) {
    const next = tree.get(key) ?? new Map();
    if (!(next instanceof Map)) return false;
    tree.set(key, next);
    tree = next;
  }
  const last = path.at(-1) ?? "";
  if (tree.has(last)) return false;
  tree.set(last, { value });
  return true;
}

const toPlain = (tree: Tree): Payload =>
  Object.fromEntries([...tree].map(([key, node]) => [key, node instanceof Map ? toPlain(node) : node.value]));
