/** An endpoint's URL as merchants say it: without https:// and a lone slash at the end. */
export const shortUrl = (url: string): string =>
  url.replace(/^https:\/\//, "").replace(/^([^/?#]+)\/$/, "$1");

/** More makes a page's title two lines beside its buttons. */
const MOST = 48;
const END = 20;

/** The same for a title: of a long one the host and how it ends. */
export function titleUrl(url: string): string {
  const short = shortUrl(url);
  return short.length <= MOST ? short : `${short.slice(0, MOST - END - 1)}…${short.slice(-END)}`;
}
