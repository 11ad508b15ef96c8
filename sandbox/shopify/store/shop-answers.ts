import type { Args } from "./connection.ts";
import { metafieldsAnswer } from "./customer-answers.ts";
import type { State } from "./state.ts";

export function shopAnswer({ shop, currency, metafields }: State) {
  const name = shop.replace(".myshopify.com", "");
  return {
    id: "gid://shopify/Shop/1",
    name,
    myshopifyDomain: shop,
    email: `${name}@example.com`,
    contactEmail: `${name}@example.com`,
    url: `https://${shop}`,
    primaryDomain: { id: "gid://shopify/Domain/1", host: shop, url: `https://${shop}` },
    currencyCode: currency,
    ianaTimezone: "America/Toronto",
    plan: {
      displayName: "Development",
      publicDisplayName: "Development",
      partnerDevelopment: true,
      shopifyPlus: false,
    },
    metafields: (args: Args) => metafieldsAnswer(metafields, args),
  };
}

export const installationAnswer = ({ ownApp }: State, scopes: string[]) => ({
  id: "gid://shopify/AppInstallation/1",
  accessScopes: scopes.map((handle) => ({ handle })),
  activeSubscriptions: [],
  app: { id: ownApp },
});
