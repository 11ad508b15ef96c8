import type { FlatNamespace, TFunction } from "i18next";
import { texts } from "../../locales/i18n.ts";
import type { Language } from "../../locales/languages.ts";

export const APP = "Carillon";

const isBrowser = typeof document !== "undefined";

/** Finds texts of any part: `t("deliveries:title")`. */
type AnyText = TFunction<["common", ...FlatNamespace[]]>;

interface Match {
  id: string;
  data: unknown;
}

/**
 * What a route's `meta` returns: "Deliveries · Carillon". `title` is called with the texts of the visitor's language: a
 * browser has one only, and the server is told by the first load, whose address names it.
 */
export function pageTitle(matches: readonly Match[], title: (t: AnyText) => string) {
  const panel = matches.find(({ id }) => id === "routes/app/layout")?.data as
    | { language?: Language }
    | undefined;
  return [
    {
      title: `${title(texts.getFixedT(isBrowser ? texts.language : (panel?.language ?? "en")) as AnyText)} · ${APP}`,
    },
  ];
}
