import { useFetcher } from "@remix-run/react";
import { showToast } from "../app-bridge/bridge.ts";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { useAnswer } from "../forms/use-answer.ts";

/** What the enable route answers. */
export type EnableAnswer =
  | { kind: "switched" }
  /** `why`: a sentence */
  | { kind: "refused"; why: string }
  | Unavailable;

/** Sends to a trigger again that was stopped. */
export function useEnable(handle: string) {
  const fetcher = useFetcher<EnableAnswer>();
  useAnswer(fetcher, ({ kind }) => {
    if (kind === "switched") showToast("Trigger enabled");
  });
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  return {
    enable: () => fetcher.submit(null, { method: "post", action: `/app/flow/${handle}/enable` }),
    enabling: fetcher.state !== "idle",
    /** why it was not enabled */
    problem: problemOf(answer),
  };
}

function problemOf(answer: EnableAnswer | undefined): string | undefined {
  if (answer?.kind === "refused") return answer.why;
  return answer?.kind === "unavailable" ? "Carillon could not be reached. Try again in a moment." : undefined;
}
