import { useFetcher } from "@remix-run/react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
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
  const { t } = useTranslation("flow");
  const fetcher = useFetcher<EnableAnswer>();
  useAnswer(fetcher, ({ kind }) => {
    if (kind === "switched") showToast(t("enabled"));
  });
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  return {
    enable: () => fetcher.submit(null, { method: "post", action: `/app/flow/${handle}/enable` }),
    enabling: fetcher.state !== "idle",
    /** why it was not enabled */
    problem: problemOf(t, answer),
  };
}

function problemOf(t: TFunction<"flow">, answer: EnableAnswer | undefined): string | undefined {
  if (answer?.kind === "refused") return answer.why;
  return answer?.kind === "unavailable" ? t("notReached") : undefined;
}
