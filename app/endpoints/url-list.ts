// Lists of URLs as merchants type and paste them. Client-safe: the panel splits and compares as the server does.

/** What parts a list. A comma inside a URL is followed by something else. */
const BETWEEN = /\s*[,\r\n]\s*(?=https?:\/\/)/i;

/** The URLs of a list, as they were typed: it parts at a comma or line break before http:// or https://. */
export const splitUrls = (text: string): string[] =>
  text
    .split(BETWEEN)
    .map((url) => url.replace(/[\s,]+$/, "").trimStart())
    .filter((url) => url !== "");

/** By which two URLs are told to be the same. A text that is no URL is the same as itself. */
export const urlKey = (url: string): string => (URL.canParse(url) ? new URL(url).href : url.trim());

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
