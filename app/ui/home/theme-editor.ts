// Addresses of Shopify's theme editor.
// https://shopify.dev/docs/apps/build/online-store/theme-app-extensions/configuration#app-block-deep-linking

export interface ThemeOwner {
  /** myshopify.com domain */
  shop: string;
  /** the app's client id */
  apiKey: string;
}

/** The block's Liquid file, extensions/form-block/blocks/form.liquid. */
const BLOCK = "form";

const editor = (shop: string): URL => new URL(`https://${shop}/admin/themes/current/editor`);

/** With the form on its pages' template already, to be looked at and saved. Every theme with blocks has that one. */
export function addFormUrl({ shop, apiKey }: ThemeOwner): string {
  const url = editor(shop);
  url.search = new URLSearchParams({
    template: "page",
    addAppBlockId: `${apiKey}/${BLOCK}`,
    target: "newAppsSection",
  }).toString();
  return url.href;
}

export const themeEditorUrl = ({ shop }: ThemeOwner): string => editor(shop).href;
