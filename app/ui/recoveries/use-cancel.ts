import { useFetcher } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { showToast } from "../app-bridge/bridge.ts";
import { useAnswer } from "../forms/use-answer.ts";
import type { CancelAnswer } from "./answers.ts";
import { useWhyNot } from "./use-why-not.ts";

/** Cancels a recovery. */
export function useCancel(recoveryId: string) {
  const { t } = useTranslation("recoveries");
  const whyNot = useWhyNot();
  const fetcher = useFetcher<CancelAnswer>();
  useAnswer(fetcher, ({ kind }) => {
    if (kind === "cancelled") showToast(t("cancelled"));
  });
  return {
    cancel: () => fetcher.submit(null, { method: "post", action: `/app/recoveries/${recoveryId}/cancel` }),
    cancelling: fetcher.state !== "idle",
    problem: fetcher.state === "idle" ? whyNot(fetcher.data) : undefined,
  };
}
