const SHOP = "https://shop.invalid";

/** Backslashes and stray control characters lead browsers elsewhere than they seem to. */
const leadsIntoShop = (path: string) => /^\/(?![/\\])/.test(path);

/**
 * Where a visitor goes after a form: `returnTo` with `more` in its query. undefined when it would not lead to a path of
 * the same shop.
 */
export function returnPath(returnTo: string, more: Record<string, string>): string | undefined {
  if (!leadsIntoShop(returnTo) || !URL.canParse(returnTo, SHOP)) return undefined;
  const url = new URL(returnTo, SHOP);
  if (url.origin !== SHOP) return undefined;
  for (const [name, value] of Object.entries(more)) url.searchParams.set(name, value);
  const path = url.pathname + url.search + url.hash;
  return leadsIntoShop(path) ? path : undefined;
}
