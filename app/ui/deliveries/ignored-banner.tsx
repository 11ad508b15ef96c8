import { Banner } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** That the address asks for what there is not; nothing when it makes sense. */
export function IgnoredBanner({ names }: { names: string[] }) {
  const { t } = useTranslation("deliveries");
  if (names.length === 0) return null;
  return (
    <Banner tone="info" title={t("ignored.title")}>
      <p>{t("ignored.text", { names: names.join(", ") })}</p>
    </Banner>
  );
}
