import { useTranslation } from "react-i18next";
import { SeenBanner } from "./seen-banner.tsx";

/** The server's answer when something newer is stored than what the form was made of. */
export interface ChangedMeanwhileAnswer {
  kind: "changed_meanwhile";
  /** the version that the form was made of */
  loaded: string | undefined;
}

/** Why a form was not saved, and the way to what is stored now. */
export function ChangedMeanwhile({ onLoad }: { onLoad: () => void }) {
  const { t } = useTranslation();
  return (
    <SeenBanner
      tone="warning"
      title={t("form.changedMeanwhile")}
      action={{ content: t("form.loadNewer"), onAction: onLoad }}
    >
      <p>{t("form.changedMeanwhileWhy")}</p>
    </SeenBanner>
  );
}
