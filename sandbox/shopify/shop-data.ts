// What the Admin API knows about the sandbox's shop. A value may be a function of the field's arguments.
import type { Answer } from "./resolve-admin.ts";

export const SANDBOX_SHOP = "sandbox-shop.myshopify.com";

/** The roots of queries and mutations: field → answer, nested as the schema is. */
export type ShopData = Record<string, Answer>;

/** `shop`: its myshopify.com domain. */
export function shopData(shop: string, scopes: string[]): ShopData {
  const name = shop.replace(".myshopify.com", "");
  return {
    shop: {
      id: "gid://shopify/Shop/1",
      name,
      myshopifyDomain: shop,
      email: `${name}@example.com`,
      contactEmail: `${name}@example.com`,
      url: `https://${shop}`,
      primaryDomain: { id: "gid://shopify/Domain/1", host: shop, url: `https://${shop}` },
      currencyCode: "CAD",
      ianaTimezone: "America/Toronto",
      plan: {
        displayName: "Development",
        publicDisplayName: "Development",
        partnerDevelopment: true,
        shopifyPlus: false,
      },
    },
    currentAppInstallation: {
      id: "gid://shopify/AppInstallation/1",
      accessScopes: scopes.map((handle) => ({ handle })),
      activeSubscriptions: [],
    },
  };
}
