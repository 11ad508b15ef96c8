import { useTranslation } from "react-i18next";

/** The newest secret's last characters, by which it can be told from others. */
export function SecretHint({ secrets }: { secrets: readonly { hint: string }[] }) {
  const { t } = useTranslation("endpoint");
  const [newest] = secrets;
  if (!newest) return null;
  return (
    <span className="mono">
      <span aria-hidden="true">••••</span>
      <span className="visually-hidden">{t("secret.endsWith")} </span>
      {newest.hint}
    </span>
  );
}
