/** A link to Shopify's own app, out of the panel's frame: App Bridge sends the admin there. */
export const OPEN_FLOW = {
  content: "Open Shopify Flow",
  url: "shopify://admin/apps/flow",
  target: "_top",
} as const;
