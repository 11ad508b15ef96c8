/** The domains that Shopify's library takes for Shopify's. */
const SHOPIFY = /\.(myshopify\.com|shopify\.com|myshopify\.io|spin\.dev|shop\.dev)$/;

/**
 * Whether `host`, as addresses of the panel carry it, is the base64 of an address in Shopify's admin. Shopify's library
 * throws on some that are none, which would be our failure.
 */
export function isAdminHost(host: string): boolean {
  try {
    const address = atob(host.replaceAll("-", "+").replaceAll("_", "/"));
    return SHOPIFY.test(new URL(`https://${address}`).hostname);
  } catch {
    return false;
  }
}
