import { useRouteLoaderData } from "@remix-run/react";

/**
 * Shopify's App Bridge, on the pages of the panel: it has to be the first script of the document, and learns from the
 * meta tag whose app this is.
 */
export function AppBridge() {
  const panel = useRouteLoaderData("routes/app/layout") as { apiKey?: string } | undefined;
  if (!panel?.apiKey) return null;
  return (
    <>
      <meta name="shopify-api-key" content={panel.apiKey} />
      <script src="https://cdn.shopify.com/shopifycloud/app-bridge.js" />
    </>
  );
}
