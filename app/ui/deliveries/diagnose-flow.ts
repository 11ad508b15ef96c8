// Why Shopify Flow did not get an event and what to do about it, for merchants: the other side is Shopify here.
import type { DiagnosisTexts, Failure, Words } from "./diagnosis.ts";

/** undefined for what is the same wherever it was sent. */
export function diagnoseFlow(
  texts: DiagnosisTexts,
  { reason, statusCode, detail }: Failure & { reason: string },
): Partial<Words> | undefined {
  const { flow } = texts;
  switch (reason) {
    case "flow_refused":
      return /invalid handle/i.test(detail ?? "") ? flow.notDeployed : undefined;
    case "flow_incomplete":
      return detail ? { what: flow.lacks.replace("{{detail}}", detail) } : undefined;
    case "timeout":
    case "connection":
      return flow[reason];
    case "http_status":
      return byStatus(texts, statusCode ?? 0);
    default:
      return undefined;
  }
}

function byStatus({ flow, reason }: DiagnosisTexts, code: number): Partial<Words> | undefined {
  if (code === 429) return flow.tooMany;
  if (code === 401 || code === 403) return wordsOf(reason.not_connected);
  return code >= 500 ? flow.failed : flow.refused;
}

const wordsOf = (diagnosis: Words | undefined): Words | undefined =>
  diagnosis && { what: diagnosis.what, advice: diagnosis.advice };
