import { useFetcher } from "@remix-run/react";
import { showToast } from "../app-bridge/bridge.ts";
import { useAnswer } from "../forms/use-answer.ts";
import { type CancelAnswer, whyNot } from "./answers.ts";

/** Cancels a recovery. */
export function useCancel(recoveryId: string) {
  const fetcher = useFetcher<CancelAnswer>();
  useAnswer(fetcher, ({ kind }) => {
    if (kind === "cancelled") showToast("Cancelled");
  });
  return {
    cancel: () => fetcher.submit(null, { method: "post", action: `/app/recoveries/${recoveryId}/cancel` }),
    cancelling: fetcher.state !== "idle",
    problem: fetcher.state === "idle" ? whyNot(fetcher.data) : undefined,
  };
}
