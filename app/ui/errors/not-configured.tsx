import { useTranslation } from "react-i18next";
import { PlainPage } from "../shell/plain-page.tsx";

/** Shown instead of the panel while the operator has not connected the app to Shopify. */
export function NotConfigured({ missing }: { missing: string[] }) {
  const { t } = useTranslation();
  return (
    <PlainPage title={t("notConfigured.title")}>
      <p>{t("notConfigured.until")}</p>
      <ul>
        {missing.map((name) => (
          <li key={name}>
            <code>{name}</code>
          </li>
        ))}
      </ul>
      <p>{t("notConfigured.meanwhile")}</p>
    </PlainPage>
  );
}
