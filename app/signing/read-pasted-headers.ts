// PURE: the signature headers in whatever form somebody has copied them: lines, JSON, a curl command, PHP's $_SERVER.

export const SIGNATURE_HEADERS = [
  "webhook-id",
  "webhook-timestamp",
  "webhook-signature",
  "signature",
  "signature-next",
] as const;

export type SignatureHeader = (typeof SIGNATURE_HEADERS)[number];
export type PastedHeaders = Partial<Record<SignatureHeader, string>>;

type Pair = [name: string, value: string];

/** What is no signature header is left out; of one that comes twice the last counts. */
export function readPastedHeaders(text: string): PastedHeaders {
  const headers: PastedHeaders = {};
  for (const [name, value] of fromJson(text) ?? fromCurl(text) ?? fromLines(text)) {
    const known = SIGNATURE_HEADERS.find((header) => header === plainName(name));
    if (known) headers[known] = value.trim();
  }
  return headers;
}

/** `HTTP_WEBHOOK_ID` is what PHP, Python and Ruby servers make of `Webhook-Id`. */
const plainName = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/^http_/, "")
    .replaceAll("_", "-");

function fromJson(text: string): Pair[] | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return pairsOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Of `{ name: value }`, `{ headers: … }`, `[{ name, value }]` or `[[name, value]]`. */
function pairsOf(value: unknown): Pair[] {
  if (Array.isArray(value)) {
    return value.flatMap((entry: unknown) => {
      const { name, value: content } = (
        Array.isArray(entry) ? { name: entry[0], value: entry[1] } : entry
      ) as {
        name?: unknown;
        value?: unknown;
      };
      return pairOf(String(name), content);
    });
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, content]: [string, unknown]) =>
    name.toLowerCase() === "headers" ? pairsOf(content) : pairOf(name, content),
  );
}

function pairOf(name: string, value: unknown): Pair[] {
  const text: unknown = Array.isArray(value) ? value[0] : value;
  return typeof text === "string" || typeof text === "number" ? [[name, String(text)]] : [];
}

const CURL = /(?:^|\s)(?:-H|--header)[\s=]*\$?(?:'([^']*)'|"((?:[^"\\]|\\.)*)")/g;

function fromCurl(text: string): Pair[] | undefined {
  const found = [...text.matchAll(CURL)].map(([, single, double]) => single ?? double ?? "");
  return found.length > 0 ? found.flatMap(pairOfLine) : undefined;
}

/** JavaScript's `.` ends at each of them. */
const LINE_END = /[\r\n\u2028\u2029]+/;

const fromLines = (text: string): Pair[] => text.split(LINE_END).flatMap(pairOfLine);

/**
 * `name: value`, a tab between them, `[NAME] => value`, `'name' => 'value',`, `NAME=value`: up to the value. Nothing
 * follows that could fail, so no part is tried twice: anybody's text comes here.
 */
const BEFORE_VALUE = /^[\s>*[{'"]*([A-Za-z][\w-]*)['"\]]*\s*(?:=>|[:=\t])/;

function pairOfLine(line: string): Pair[] {
  const [before = "", name] = BEFORE_VALUE.exec(line) ?? [];
  return name === undefined ? [] : [[name, unquoted(line.slice(before.length).trim())]];
}

const unquoted = (value: string): string => /^(["'])(.*)\1[,;]?$/.exec(value)?.[2] ?? value;
