// The languages that the panel speaks, and which of them a visitor reads. Client-safe.
export const LANGUAGES = ["en", "fr"] as const;

export type Language = (typeof LANGUAGES)[number];

const FALLBACK: Language = "en";

/**
 * The language of Shopify's admin, which names it in the first address of a visit (`locale=fr-FR`); of later ones the
 * browser's. English where Carillon speaks none of them.
 */
export function languageOf({ url, headers }: Pick<Request, "url" | "headers">): Language {
  const wanted = [new URL(url).searchParams.get("locale") ?? "", ...accepted(headers.get("accept-language"))];
  return wanted.map(known).find((language) => language !== undefined) ?? FALLBACK;
}

const known = (locale: string): Language | undefined =>
  LANGUAGES.find((language) => locale.toLowerCase().split("-")[0] === language);

/** Best one first: `fr-CH, en;q=0.8`. */
const accepted = (header: string | null): string[] =>
  (header ?? "")
    .split(",")
    .map((range) => ({
      locale: range.split(";")[0]?.trim() ?? "",
      weight: Number(/;\s*q=([\d.]+)/.exec(range)?.[1] ?? 1),
    }))
    .sort((a, b) => b.weight - a.weight)
    .map(({ locale }) => locale);
