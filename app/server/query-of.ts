import type { Request } from "express";

/**
 * The query of a request, whole and as URLs have it. Express' own stops after a thousand parameters and makes objects of
 * some. Of the address nothing else is read: what stands before the `?` may be no URL.
 */
export function queryOf({ originalUrl }: Pick<Request, "originalUrl">): URLSearchParams {
  const start = originalUrl.indexOf("?");
  return new URLSearchParams(start === -1 ? "" : originalUrl.slice(start + 1));
}
