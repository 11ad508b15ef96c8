// PURE: a request as a command for a POSIX shell.
import { MASKED } from "../../endpoints/endpoint-fields.ts";

export interface CurlRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** stands where a value of the merchant's own headers is not shown, e.g. "your value" */
  placeholder: string;
}

/** Linux takes no argument above 128 KiB, four bytes a character at most; printf is the shell's own and takes any. */
const LONGEST_ARGUMENT = 32_000;

/** Sends what was sent, byte by byte; `--globoff` keeps curl from reading brackets in the URL as patterns. */
export function curlCommand({ url, headers, body, placeholder }: CurlRequest): string {
  const lines = [
    `curl --globoff ${quote(url)}`,
    ...Object.entries(headers).map(
      ([name, value]) => `--header ${quote(headerText(name, value, placeholder))}`,
    ),
  ];
  const isShort = body.length <= LONGEST_ARGUMENT;
  const command = [...lines, isShort ? `--data-raw ${quote(body)}` : "--data-binary @-"].join(" \\\n  ");
  return isShort ? command : `printf '%s' ${quote(body)} | ${command}`;
}

/** Names of the headers whose values have to be filled in. */
export const maskedHeaders = (headers: Record<string, string>): string[] =>
  Object.keys(headers).filter((name) => headers[name] === MASKED);

/** curl leaves out a header that ends in a colon, and sends it empty with a semicolon. */
function headerText(name: string, value: string, placeholder: string): string {
  if (value === MASKED) return `${name}: <${placeholder}>`;
  return value === "" ? `${name};` : `${name}: ${value}`;
}

/** In single quotes a shell takes everything for itself but the single quote. */
export const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
