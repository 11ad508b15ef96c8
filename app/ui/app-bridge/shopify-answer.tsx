import { isRouteErrorResponse } from "@remix-run/react";

/**
 * The page that Shopify's library throws to hand over to App Bridge; undefined when `error` is something else. The same
 * as its `boundary.error`, which is a server's module. Carillon itself throws no answer of success.
 */
export function shopifyAnswer(error: unknown): string | undefined {
  if (!isRouteErrorResponse(error) || error.status !== 200) return undefined;
  return typeof error.data === "string" ? error.data : undefined;
}

export function ShopifyAnswer({ html }: { html: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: made by Shopify's library of our own configuration
  return <div dangerouslySetInnerHTML={{ __html: html }} />;
}
