import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { MASKED } from "../../app/endpoints/endpoint-fields.ts";
import { type CurlRequest, curlCommand, maskedHeaders, quote } from "../../app/ui/deliveries/curl.ts";

/** What curl would be given by a POSIX shell: its arguments, and what is piped into it. */
function givenToCurl(command: string): { args: string[]; input: string } {
  const script = `curl() { for a in "$@"; do printf '%s\\0' "$a"; done; printf '%s\\0' --; case $a in @-) cat;; esac; }\n${command}`;
  const output = execFileSync("/bin/sh", { input: script, encoding: "utf8", maxBuffer: 16 * 1024 * 1024 });
  const parts = output.split("\0");
  const end = parts.lastIndexOf("--");
  return { args: parts.slice(0, end), input: parts.slice(end + 1).join("\0") };
}

const REQUEST: CurlRequest = {
  url: "https://example.com/hook?a[]=1&b={x}'$(id)",
  headers: { "content-type": "application/json", signature: "aa", "x-empty": "", authorization: MASKED },
  body: `{"note":"it's $HOME \`id\` \\\\ !! %s"}`,
  placeholder: "your value",
};

const text = fc.string({ unit: "grapheme" }).map((any) => any.replaceAll("\0", ""));

test("a shell gives back any text, byte by byte", () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), (texts) => {
      expect(givenToCurl(`curl ${texts.map(quote).join(" ")}`).args).toEqual(texts);
    }),
    { numRuns: 30 },
  );
});

test("the command sends what was sent: address, headers and body", () => {
  expect(givenToCurl(curlCommand(REQUEST)).args).toEqual([
    ...["--globoff", REQUEST.url],
    ...["--header", "content-type: application/json", "--header", "signature: aa"],
    ...["--header", "x-empty;", "--header", "authorization: <your value>"],
    ...["--data-raw", REQUEST.body],
  ]);
});

test("for any body a shell hands the same bytes to curl", () => {
  fc.assert(
    fc.property(text, (body) => {
      expect(givenToCurl(curlCommand({ ...REQUEST, body })).args.at(-1)).toBe(body);
    }),
    { numRuns: 30 },
  );
});

test("a body that is too long for an argument goes through a pipe", () => {
  const body = `{"text":"${"it's 50% \\n é".repeat(20_000)}"}`;
  const { args, input } = givenToCurl(curlCommand({ ...REQUEST, body }));
  expect(args.slice(-2)).toEqual(["--data-binary", "@-"]);
  expect(input).toBe(body);
});

test("values of the merchant's own headers are named, to be filled in", () => {
  expect(maskedHeaders(REQUEST.headers)).toEqual(["authorization"]);
  expect(curlCommand(REQUEST)).not.toContain(MASKED);
});
