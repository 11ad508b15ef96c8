import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type RecoveryWords, recoveryWords } from "./recovery-words.ts";

export function useRecoveryWords(): RecoveryWords {
  const { t, i18n } = useTranslation("recoveries");
  return useMemo(() => recoveryWords(t, i18n.language), [t, i18n.language]);
}
