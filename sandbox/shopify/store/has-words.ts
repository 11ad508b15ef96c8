/** Shopify's default search, as far as the app uses it: every word is there, the last one with `*` begins one. */
export function hasWords(name: string, words: string | null | undefined): boolean {
  const there = name.toLowerCase().split(/\s+/);
  return (words ?? "")
    .toLowerCase()
    .split(" ")
    .filter(Boolean)
    .every((word) =>
      word.endsWith("*") ? there.some((one) => one.startsWith(word.slice(0, -1))) : there.includes(word),
    );
}
