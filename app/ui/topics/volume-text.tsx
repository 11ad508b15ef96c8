import { useTranslation } from "react-i18next";

interface VolumeTextProps {
  kept: number;
  /** that nobody had chosen: counted and not kept */
  unchosen: number;
}

/** How many events of a topic there were in seven days. */
export function VolumeText({ kept, unchosen }: VolumeTextProps) {
  const { t, i18n } = useTranslation("topics");
  const number = new Intl.NumberFormat(i18n.language);
  if (kept === 0 && unchosen === 0) return t("volume.none");
  const parts = [
    kept > 0 ? t("volume.kept", { count: kept, number: number.format(kept) }) : "",
    unchosen > 0 ? t("volume.unchosen", { count: unchosen, number: number.format(unchosen) }) : "",
  ];
  return parts.filter(Boolean).join(" · ");
}
