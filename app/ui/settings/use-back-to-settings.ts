import { useTranslation } from "react-i18next";

/** For the pages below settings: what leads back to them. */
export function useBackToSettings(): { content: string; url: string } {
  const { t } = useTranslation("settings");
  return { content: t("title"), url: "/app/settings" };
}
