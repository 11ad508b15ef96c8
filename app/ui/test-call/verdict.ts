import type { CallResult } from "../../pipeline/deliver/call-result.ts";
import type { SigningMode } from "../../signing/sign.ts";

/**
 * What an answer means. Of a call that no receiver should trust: `proven` when it was refused, `fooled` when it was
 * taken, `unclear` when the answer tells neither.
 */
export type Verdict = "delivered" | "failed" | "proven" | "fooled" | "unclear";

export function verdictOn(signing: SigningMode, { delivered, status }: CallResult): Verdict {
  if (signing === "signed") return delivered ? "delivered" : "failed";
  if (delivered) return "fooled";
  return status !== null && status >= 400 && status < 500 ? "proven" : "unclear";
}
