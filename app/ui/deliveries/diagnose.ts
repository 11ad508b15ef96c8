// Why an attempt failed and what to do about it, for the people who run the receiver. The words are those of a language.
import { detailKey } from "./diagnose-detail.ts";
import { diagnoseFlow } from "./diagnose-flow.ts";

export interface Failure {
  reason: string | null;
  statusCode: number | null;
  /** what the system or Shopify said of it */
  detail?: string | null | undefined;
  /** whether it was to go to Shopify Flow, and not to an endpoint */
  toFlow?: boolean;
}

export interface Words {
  /** one sentence: what happened */
  what: string;
  /** one or two sentences: what helps */
  advice: string;
}

export interface Diagnosis extends Words {
  /** a few words, for lists */
  short: string;
}

/** `diagnosis` of a language's delivery.json. */
export interface DiagnosisTexts {
  unknown: Words;
  /** in a list, where there is no code */
  refused: string;
  reason: Record<string, Diagnosis>;
  status: Record<string, Words>;
  detail: Record<string, Words>;
  flow: Record<"notDeployed" | "timeout" | "connection" | "tooMany" | "failed" | "refused", Words> & {
    /** {{detail}}: what */
    lacks: string;
  };
}

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
