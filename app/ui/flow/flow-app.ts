/** A link to Shopify's own app, out of the panel's frame: App Bridge sends the admin there. */
export const FLOW_APP = { url: "shopify://admin/apps/flow", target: "_top" } as const;
