import { useFetcher } from "@remix-run/react";
import { showToast } from "../app-bridge/bridge.ts";
import { useAnswer } from "../forms/use-answer.ts";
import type { ResendAnswer } from "./resend-refusal.tsx";

/** Sends a delivery once more. A refusal comes back as the answer, to be shown in the page. */
export function useResend(deliveryId: string) {
  const fetcher = useFetcher<ResendAnswer>();
  useAnswer(fetcher.data, ({ kind }) => {
    if (kind === "queued") showToast("Delivery queued");
  });
  return {
    resend: () => fetcher.submit(null, { method: "post", action: `/app/deliveries/${deliveryId}/resend` }),
    resending: fetcher.state === "submitting",
    answer: fetcher.state === "idle" ? fetcher.data : undefined,
  };
}
