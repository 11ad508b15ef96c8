import type { useAppBridge } from "@shopify/app-bridge-react";

/** App Bridge; undefined on the server and where its script could not be loaded, so that the page works without. */
export const bridge = (): ReturnType<typeof useAppBridge> | undefined =>
  (globalThis as { shopify?: ReturnType<typeof useAppBridge> }).shopify;

/** Says in the admin that something succeeded, e.g. "Endpoint saved". Errors stand in the page, never here. */
export function showToast(message: string): void {
  bridge()?.toast.show(message);
}
