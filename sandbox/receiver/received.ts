import type { Verdict } from "./verify-request.ts";

/** A request that came in. */
export interface Received {
  at: string;
  path: string;
  headers: Record<string, string>;
  body: string;
  /** of the body; null when it is not one of ours */
  resource: string | null;
  /** null: the secret of this path is not known here */
  verdict: Verdict | null;
  /** the status it got */
  answered: number;
}
