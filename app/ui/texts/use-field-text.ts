import { useTranslation } from "react-i18next";

/** What a field of an event's body holds, in the visitor's language. `english`: as the JSON Schema, which everybody gets, says it. */
export function useFieldText(): (english: string) => string {
  const { i18n } = useTranslation();
  const known: Record<string, string> = i18n.getResourceBundle(i18n.language, "fieldTexts") ?? {};
  return (english) => known[english] ?? english;
}
