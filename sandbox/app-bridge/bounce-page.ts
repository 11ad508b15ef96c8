import { idToken } from "./session.ts";

/** The app sends a page without a token here; it comes back with one (/auth/session-token?shopify-reload=…). */
export async function leaveBouncePage(): Promise<void> {
  const target = new URLSearchParams(location.search).get("shopify-reload");
  if (!target) return;
  const url = new URL(target, location.origin);
  if (url.origin !== location.origin)
    throw new Error("App Bridge stub: shopify-reload leads to another origin.");
  url.searchParams.set("id_token", await idToken());
  location.replace(url.href);
}
