// What is known of a failure, and what is said of it.

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
