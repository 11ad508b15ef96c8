// Blocks of HTTP in the docs: a call of the API, with what it answers below it or in a block of its own.
import type { Block } from "./pages.ts";

export interface HttpBlock {
  request: { method: string; path: string; headers: Record<string, string>; body: string } | null;
  answer: { status: number; body: string } | null;
}

const REQUEST = /^(GET|POST|PUT|PATCH|DELETE) (\/\S*)(?: HTTP\/1\.1)?$/;
const ANSWER = /^(?:HTTP\/1\.1 )?(\d{3})(?: (?!\{)[A-Z][\w ]*)?(?: (?=\{)|$)/;

/** Headers, an empty line, a body; or the body at once. */
export function readHttp({ text }: Pick<Block, "text">): HttpBlock {
  const lines = text.trimEnd().split("\n");
  const [, method, path] = REQUEST.exec(lines[0] ?? "") ?? [];
  const answerAt = lines.findIndex((line) => ANSWER.test(line));
  const request =
    method && path
      ? { method, path, ...readMessage(lines.slice(1, answerAt < 0 ? undefined : answerAt)) }
      : null;
  if (answerAt < 0) return { request, answer: null };
  const [start = "", status] = ANSWER.exec(lines[answerAt] ?? "") ?? [];
  const rest = [(lines[answerAt] ?? "").slice(start.length), ...lines.slice(answerAt + 1)];
  return { request, answer: { status: Number(status), body: readMessage(rest).body } };
}

function readMessage(lines: string[]): { headers: Record<string, string>; body: string } {
  const bodyAt = lines.findIndex((line) => /^[{[]/.test(line));
  const head = lines.slice(0, bodyAt < 0 ? undefined : bodyAt);
  const headers = head.flatMap((line) => {
    const [, name, value] = /^([\w-]+): (.*)$/.exec(line) ?? [];
    return name && value ? [[name.toLowerCase(), value] as const] : [];
  });
  const body = bodyAt < 0 ? "" : lines.slice(bodyAt).join("\n").trim();
  return { headers: Object.fromEntries(headers), body };
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** The same call for a shell, with the token in place of the one that the block shows. */
export function asCurl(request: NonNullable<HttpBlock["request"]>): string {
  const { method, path, headers, body } = request;
  const sent = { "content-type": "application/json", ...headers, authorization: "Bearer $CARILLON_TOKEN" };
  const options = Object.entries(sent).map(([name, value]) => `-H "${name}: ${value}"`);
  const data = body === "" ? "" : ` --data-raw ${quoted(body)}`;
  return `curl -X ${method} "$CARILLON_URL${path}" ${options.join(" ")}${data}`;
}

/** JSON in which … stands for what is left out; undefined when it is none all the same. */
export function readLenientJson(text: string): unknown {
  const whole = text
    .replace(/"…": "?…"?,?/g, "")
    .replace(/,?\s*…\s*(?=[\]}])/g, "")
    .replace(/([[{]\s*)…,?/g, "$1")
    .replace(/,(\s*[\]}])/g, "$1");
  try {
    return JSON.parse(whole) as unknown;
  } catch {
    return undefined;
  }
}

/** Paths of what `shown` has and `real` has not. An empty list and null say nothing of what is in them. */
export function missingKeys(shown: unknown, real: unknown, at = ""): string[] {
  if (Array.isArray(shown)) {
    const [first] = Array.isArray(real) ? real : [undefined];
    return first === undefined || shown.length === 0 ? [] : missingKeys(shown[0], first, `${at}[0]`);
  }
  if (typeof shown !== "object" || shown === null) return [];
  if (typeof real !== "object" || real === null) return [];
  return Object.entries(shown).flatMap(([key, value]) => {
    const path = at === "" ? key : `${at}.${key}`;
    if (!(key in real)) return [path];
    return missingKeys(value, (real as Record<string, unknown>)[key], path);
  });
}
