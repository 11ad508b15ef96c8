/**
 * `known`: sentences and their translations, either with places such as `{{name}}` for what differs from case to case;
 * what stands at `{{reason}}` or `{{why}}` is a sentence itself. A sentence that is not among them stays as it is.
 */
export function translateSentence(known: Record<string, string>, sentence: string): string {
  const exact = known[sentence];
  if (exact !== undefined) return exact;
  for (const [pattern, translation] of Object.entries(known)) {
    const values = pattern.includes("{{") ? matchPlaces(pattern, sentence) : undefined;
    if (values)
      return translation.replace(PLACE, (_place, name: string) => filled(known, name, values[name] ?? ""));
  }
  return sentence;
}

/** A sentence inside of another one has no full stop of its own. */
function filled(known: Record<string, string>, place: string, value: string): string {
  if (place !== "reason" && place !== "why") return value;
  const translation = translateSentence(known, `${value}.`);
  return translation === `${value}.` ? translateSentence(known, value) : translation.replace(/\.$/, "");
}

const PLACE = /\{\{(\w+)\}\}/g;

function matchPlaces(pattern: string, sentence: string): Record<string, string> | undefined {
  const source = pattern
    .split(PLACE)
    .map((part, index) => (index % 2 ? `(?<${part}>.+?)` : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")))
    .join("");
  return new RegExp(`^${source}$`, "s").exec(sentence)?.groups;
}
