import { useFetcher } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { showToast } from "../app-bridge/bridge.ts";
import { useAnswer } from "../forms/use-answer.ts";
import type { Refusal, ResendAnswer } from "./resend-refusal.tsx";

/** Sends a delivery once more. A refusal is to be shown in the page. */
export function useResend(deliveryId: string) {
  const { t } = useTranslation("delivery");
  const fetcher = useFetcher<ResendAnswer>();
  useAnswer(fetcher, ({ kind }) => {
    if (kind === "queued") showToast(t("resend.queued"));
  });
  const refusal: Refusal | undefined = isRefusal(fetcher.data) ? fetcher.data.kind : undefined;
  return {
    resend() {
      if (fetcher.state !== "idle") return;
      fetcher.submit(null, { method: "post", action: `/app/deliveries/${deliveryId}/resend` });
    },
    resending: fetcher.state !== "idle",
    refusal: fetcher.state === "submitting" ? undefined : refusal,
  };
}

const isRefusal = (answer: ResendAnswer | undefined): answer is { kind: Refusal } =>
  answer !== undefined && answer.kind !== "queued";
