// Why an attempt failed and what to do about it, for the people who run the receiver. The words are those of a language.
import { detailKey } from "./diagnose-detail.ts";
import { diagnoseFlow } from "./diagnose-flow.ts";
import type { Diagnosis, DiagnosisTexts, Failure, Words } from "./diagnosis.ts";

/** undefined when nothing failed. */
export function diagnose(texts: DiagnosisTexts, failure: Failure): Diagnosis | undefined {
  const { reason, toFlow = false } = failure;
  if (reason === null) return undefined;
  const diagnosis = diagnoseEndpoint(texts, { ...failure, reason });
  return toFlow ? { ...diagnosis, ...diagnoseFlow(texts, { ...failure, reason }) } : diagnosis;
}

function diagnoseEndpoint(
  texts: DiagnosisTexts,
  { reason, statusCode, detail }: Failure & { reason: string },
): Diagnosis {
  if (reason === "http_status") {
    return {
      ...byStatus(texts, statusCode ?? 0),
      short: statusCode === null ? texts.refused : `${statusCode}`,
    };
  }
  const known = texts.reason[reason] ?? { ...texts.unknown, short: reason };
  const key = detailKey(reason, detail ?? null);
  return { ...known, ...(key && texts.detail[key]) };
}

const byStatus = ({ status, unknown }: DiagnosisTexts, code: number): Words =>
  status[code] ?? status[code >= 500 ? "5xx" : "4xx"] ?? unknown;
