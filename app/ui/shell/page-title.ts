import type { FlatNamespace, TFunction } from "i18next";
import { texts } from "../../locales/i18n.ts";
import type { Language } from "../../locales/languages.ts";

export const APP = "Carillon";

/** Finds texts of any part: `t("deliveries:title")`. */
type AnyText = TFunction<["common", ...FlatNamespace[]]>;

interface Match {
  id: string;
  data: unknown;
}

/** What a route's `meta` returns: "Deliveries · Carillon". `title` is called with the texts of the visitor's language. */
export function pageTitle(matches: readonly Match[], title: (t: AnyText) => string) {
  const panel = matches.find(({ id }) => id === "routes/app/layout")?.data as
    | { language?: Language }
    | undefined;
  return [{ title: `${title(texts.getFixedT(panel?.language ?? "en") as AnyText)} · ${APP}` }];
}
