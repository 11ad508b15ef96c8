const LONGEST = 300;

/**
 * A message of Shopify's library as the log may have it: its own words. What it adds in braces, and queries of addresses,
 * are a sender's, who may be anybody.
 */
export function libraryWords(message: string): string {
  const [words = ""] = message.split(" | {");
  return words.replace(/\?\S*/g, "").slice(0, LONGEST);
}
