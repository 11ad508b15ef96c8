// Lists of URLs as merchants type and paste them. Client-safe: the panel splits and compares as the server does.

/**
 * What parts a list. A comma inside a URL is followed by something else. It looks back from http:// alone, and so reads
 * no run of spaces twice: anybody's text comes here.
 */
const BETWEEN = /(?=https?:\/\/)(?<=[,\r\n]\s*)/i;
/** Not from the middle of such a run, for the same reason. */
const TRAILING = /(?<![\s,])[\s,]+$/;

/** Zero-width spaces, marks of direction and their like: they come with what is copied from a page, and nobody sees them. */
export const withoutInvisible = (text: string): string => text.replace(/\p{Cf}/gu, "");

/** The URLs of a list, as they were typed: it parts at a comma or line break before http:// or https://. */
export const splitUrls = (text: string): string[] =>
  withoutInvisible(text)
    .split(BETWEEN)
    .map((url) => url.replace(TRAILING, "").trimStart())
    .filter((url) => url !== "");

/** By which two URLs are told to be the same: both ask the same host for the same. A text that is no URL is the same as itself. */
export function urlKey(text: string): string {
  if (!URL.canParse(text)) return text.trim();
  const url = new URL(text);
  url.hash = "";
  if (url.search === "") url.search = ""; // without the question mark that stood alone
  url.hostname = url.hostname.replace(/\.$/, "");
  return url.href;
}

/** Whether a URL has another one in it that is no part of its query: two that nothing parts. */
export const holdsAnother = (url: string): boolean =>
  /^\s*https?:\/\/.*https?:\/\//is.test(url.split(/[?#]/, 1)[0] ?? "");

/** What the panel says where one URL would become two endpoints. */
export const THERE_IS_ONE = "There is an endpoint with this URL already. Edit that one instead.";

/** Each URL once, in the order of the list. */
export function withoutDoubles(urls: readonly string[]): string[] {
  const seen = new Set<string>();
  return urls.filter((url) => {
    const isNew = !seen.has(urlKey(url));
    seen.add(urlKey(url));
    return isNew;
  });
}

const CREDENTIAL = /^(.*[_-])?(token|secret|password|passwd|pwd|api[_-]?key|key|auth|signature|sig)$/i;

/** The parameter of a URL's query that looks like a password or a key; undefined when none does. */
export function credentialIn(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  return [...new URL(url).searchParams].find(([name, value]) => CREDENTIAL.test(name) && value !== "")?.[0];
}
