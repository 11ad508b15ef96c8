import { useTranslation } from "react-i18next";
import { diagnose } from "./diagnose.ts";
import type { Diagnosis, DiagnosisTexts, Failure } from "./diagnosis.ts";

/** Tells why an attempt failed, in the visitor's language. */
export function useDiagnose(): (failure: Failure) => Diagnosis | undefined {
  const { i18n } = useTranslation("delivery");
  const { diagnosis } = i18n.getResourceBundle(i18n.language, "delivery") as { diagnosis: DiagnosisTexts };
  return (failure) => diagnose(diagnosis, failure);
}
