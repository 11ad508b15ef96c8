import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { translateSentence } from "./translate-sentence.ts";

/**
 * Gives a sentence of the rules that forms share with the API ("A URL has at most 2048 characters.") in the visitor's
 * language. The API speaks English, so that is how the rules are written; fr/problems.json has their French.
 */
export function useProblem(): (sentence: string) => string {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const known: Record<string, string> = i18n.getResourceBundle(i18n.language, "problems") ?? {};
    return (sentence) => translateSentence(known, sentence);
  }, [i18n]);
}
