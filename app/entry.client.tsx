import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { startTexts, texts } from "./locales/i18n.ts";
import type { Language } from "./locales/languages.ts";
import { forgetToken } from "./ui/app-bridge/forget-token.ts";

/** A visitor loads one of them. */
const TEXTS: Record<Language, () => Promise<object>> = {
  en: async () => (await import("./locales/en.ts")).en,
  fr: async () => (await import("./locales/fr.ts")).fr,
};

forgetToken();

const language = document.documentElement.lang as Language;
const known = await TEXTS[language]();
startTexts(language, { [language]: { ...known } });

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <I18nextProvider i18n={texts}>
        <RemixBrowser />
      </I18nextProvider>
    </StrictMode>,
  );
});
