/** An endpoint's URL as merchants say it: without https:// and a lone slash at the end. */
export const shortUrl = (url: string): string =>
  url.replace(/^https:\/\//, "").replace(/^([^/?#]+)\/$/, "$1");
