/** What Shopify's admin puts into the first address of a visit to prove it. */
const PROOFS = ["id_token", "hmac", "session", "timestamp"];

/**
 * Takes the session token out of the address, so that no later request, link or entry of the history carries it. App
 * Bridge, which stands before this script, has read what it needs; Remix reads the address after it.
 */
export function forgetToken(): void {
  const url = new URL(location.href);
  for (const name of PROOFS) url.searchParams.delete(name);
  if (url.href !== location.href) history.replaceState(history.state, "", url.href);
}
