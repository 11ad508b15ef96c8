/** The app that is checked, and what its requests are signed with. */
export interface RunningApp {
  /** without a slash at the end */
  address: string;
  /** the client id */
  apiKey: string;
  /** the client secret */
  secret: string;
  /** that has the app installed; without one some checks are skipped */
  shop: string | undefined;
}

/** No shop can have it: a name at Shopify does not end with a hyphen. */
export const PROBE_SHOP = "carillon-preflight-.myshopify.com";

/** Shopify's library turns away what does not look like a browser. */
const BROWSER =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36";
const TIMEOUT_MS = 15_000;

/** Throws when nothing answers in time. */
export function ask({ address }: RunningApp, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(address + path, {
    ...init,
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: { "user-agent": BROWSER, ...init.headers },
  });
}

/** Where an app that only this machine can reach may differ: no HTTPS, and the sandbox's stand-ins for Shopify. */
export const isLoopback = (address: string): boolean =>
  ["127.0.0.1", "localhost", "[::1]"].includes(new URL(address).hostname);
