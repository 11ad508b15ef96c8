// What App Bridge asks Shopify's admin on behalf of the merchant who sits before it.
import { readFileSync } from "node:fs";
import type { ShopifyGlobal } from "@shopify/app-bridge-react";
import { parse } from "smol-toml";
import type { ShopifyStandIn } from "../shopify/start-shopify.ts";

/** In App Bridge's words: https://shopify.dev/docs/api/app-home/apis/user-interface-and-interactions/scopes */
interface ScopesDetail {
  granted: string[];
  required: string[];
  optional: string[];
}

interface PickedProduct {
  id: string;
  title: string;
}

/** https://shopify.dev/docs/api/app-home/apis/app */
type Extensions = Awaited<ReturnType<ShopifyGlobal["app"]["extensions"]>>;

export interface Merchant {
  scopes(): ScopesDetail;
  /** Grants what shopify.app.toml names as optional. False when one is not among them. */
  grant(shop: string, scopes: string[]): Promise<boolean>;
  /** Takes it back. False as above. */
  revoke(shop: string, scopes: string[]): Promise<boolean>;
  products(shop: string): PickedProduct[];
  /** Whether the block of extensions/form-block is in the published theme. */
  extensions(shop: string): Extensions;
}

interface AppToml {
  access_scopes: { scopes: string; optional_scopes: string[] };
}

export function createMerchant({
  grants,
  installation,
  storeOf,
}: Pick<ShopifyStandIn, "grants" | "installation" | "storeOf">): Merchant {
  const { access_scopes: declared } = parse(readFileSync("shopify.app.toml", "utf8")) as unknown as AppToml;

  async function change(shop: string, asked: string[], wanted: (granted: string[]) => string[]) {
    if (!asked.every((scope) => declared.optional_scopes.includes(scope))) return false;
    await installation.changeScopes(shop, wanted(grants.scopes()));
    return true;
  }

  return {
    scopes: () => ({
      granted: grants.scopes(),
      required: declared.scopes.split(","),
      optional: declared.optional_scopes,
    }),
    grant: (shop, asked) => change(shop, asked, (granted) => [...new Set([...granted, ...asked])]),
    revoke: (shop, asked) =>
      change(shop, asked, (granted) => granted.filter((scope) => !asked.includes(scope))),
    extensions: (shop) => [formBlock(storeOf(shop).state.formPlaces)],
    products: (shop) => [...storeOf(shop).state.products.values()].map(({ id, title }) => ({ id, title })),
  };
}

/** `places`: where in the published theme the block stands. */
const formBlock = (places: string[]): Extensions[number] => ({
  handle: "form-block",
  type: "theme_app_extension",
  activations: [
    {
      ...{ target: "section", handle: "form", name: "Carillon form" },
      status: places.length > 0 ? "active" : "available",
      activations: places.map((target) => ({ target, themeId: "gid://shopify/OnlineStoreTheme/1" })),
    },
  ],
});
