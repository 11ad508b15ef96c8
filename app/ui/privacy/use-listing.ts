import { useTranslation } from "react-i18next";

/** "1 event, 2 webhooks and 3 states", as a language lists things. British English, as the texts are: no comma before "and". */
export const listingIn = (language: string): ((items: string[]) => string) => {
  const list = new Intl.ListFormat(language === "en" ? "en-GB" : language);
  return (items) => list.format(items);
};

export const useListing = (): ((items: string[]) => string) => listingIn(useTranslation().i18n.language);
