import { useFetcher } from "@remix-run/react";
import { useCallback } from "react";
import { showToast } from "../app-bridge/bridge.ts";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { useAnswer } from "../forms/use-answer.ts";

/** What the check route answers. */
export type CheckAnswer =
  | { kind: "checked" }
  /** `why`: a sentence */
  | { kind: "not_checked"; why: string }
  | Unavailable;

/** Compares with Shopify now what is compared every hour. */
export function useCheck() {
  const fetcher = useFetcher<CheckAnswer>();
  useAnswer(fetcher, ({ kind }) => {
    if (kind === "checked") showToast("Webhooks checked");
  });
  const { submit } = fetcher;
  return {
    check: useCallback(() => submit(null, { method: "post", action: "/app/webhooks/check" }), [submit]),
    checking: fetcher.state !== "idle",
    /** why nothing was compared */
    problem: problemOf(fetcher.state === "idle" ? fetcher.data : undefined),
  };
}

function problemOf(answer: CheckAnswer | undefined): string | undefined {
  if (answer?.kind === "not_checked") return answer.why;
  return answer?.kind === "unavailable" ? "Carillon could not be reached. Try again in a moment." : undefined;
}
