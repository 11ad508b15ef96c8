// What an endpoint is called where others read it. PURE.

/** Without its query, which may hold a token; null for a trigger of Shopify Flow (`flow:billing-failed`). */
export function bareUrl(url: string): string | null {
  const { protocol, origin, pathname } = new URL(url);
  return protocol === "flow:" ? null : `${origin}${pathname}`;
}

/** On one line: the description, or else host and path. A trigger of Shopify Flow always has a description. */
export function endpointName({ description, url }: { description: string; url: string }): string {
  const { host, pathname } = new URL(url);
  return oneLine(description) || oneLine(`${host}${pathname === "/" ? "" : pathname}`);
}

/** Without line breaks and control characters, which could end a mail's header; nor marks that turn the text around. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replace(/\p{Bidi_Control}/gu, "")
    .trim();
