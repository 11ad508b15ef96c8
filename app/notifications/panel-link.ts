import type { Env } from "../config/env.ts";

/**
 * A page of the panel, for people outside of it: inside the Shopify admin. `path`: e.g. `/app/settings/alerts`. undefined when
 * Carillon runs without Shopify, which is without panel.
 */
export function panelLink(
  { SHOPIFY_API_KEY: key, SHOPIFY_APP_URL: url }: Pick<Env, "SHOPIFY_API_KEY" | "SHOPIFY_APP_URL">,
  shopDomain: string,
  path: string,
): string | undefined {
  const handle = /^([a-z0-9-]+)\.myshopify\.com$/.exec(shopDomain)?.[1];
  if (key && handle) return `https://admin.shopify.com/store/${handle}/apps/${key}${path}`;
  return url && `${url}${path}`;
}
