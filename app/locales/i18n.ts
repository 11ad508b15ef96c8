// The one list of texts of this process: on the server of every language, in a browser of the visitor's.
import { createInstance, type i18n, type Resource } from "i18next";
import type { Language } from "./languages.ts";

export const texts: i18n = createInstance();

/** To be called before the first render, with the languages that are at hand. */
export function startTexts(language: Language, resources: Resource): void {
  texts.init({
    lng: language,
    fallbackLng: "en",
    resources,
    defaultNS: "common",
    ns: Object.keys(resources[language] ?? {}),
    initAsync: false,
    returnEmptyString: false,
    interpolation: { escapeValue: false }, // React does
    react: { useSuspense: false },
  });
}
