import { useTranslation } from "react-i18next";

/**
 * What a trigger or a field of the action is, in the visitor's language. `key`: the trigger's handle or the field's key;
 * `english`: as it stands in Flow's editor, which is made of the same tables.
 */
export function useFlowText(): (key: string, english: string) => string {
  const { i18n } = useTranslation();
  const known: Record<string, string> = i18n.getResourceBundle(i18n.language, "flowTexts") ?? {};
  return (key, english) => known[key] ?? english;
}
