import type { Env } from "./env.ts";

/** The app's client secrets by which Shopify may have signed: the current one, and during a rotation the one before it. */
export function clientSecrets(
  env: Pick<Env, "SHOPIFY_API_SECRET" | "SHOPIFY_API_SECRET_PREVIOUS">,
): string[] {
  return [env.SHOPIFY_API_SECRET, env.SHOPIFY_API_SECRET_PREVIOUS].filter((secret) => secret !== undefined);
}
