/**
 * `known`: sentences and their translations, either with places such as `{{name}}` for what differs from case to case.
 * A sentence that is not among them stays as it is.
 */
export function translateSentence(known: Record<string, string>, sentence: string): string {
  const exact = known[sentence];
  if (exact !== undefined) return exact;
  for (const [pattern, translation] of Object.entries(known)) {
    const values = pattern.includes("{{") ? matchPlaces(pattern, sentence) : undefined;
    if (values) return translation.replace(PLACE, (_place, name: string) => values[name] ?? "");
  }
  return sentence;
}

const PLACE = /\{\{(\w+)\}\}/g;

function matchPlaces(pattern: string, sentence: string): Record<string, string> | undefined {
  const source = pattern
    .split(PLACE)
    .map((part, index) => (index % 2 ? `(?<${part}>.+?)` : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")))
    .join("");
  return new RegExp(`^${source}$`, "s").exec(sentence)?.groups;
}
