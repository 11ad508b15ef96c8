import { useFetcher } from "@remix-run/react";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { showToast } from "../app-bridge/bridge.ts";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { useAnswer } from "../forms/use-answer.ts";
import { useProblem } from "../texts/use-problem.ts";

/** What the check route answers. */
export type CheckAnswer =
  | { kind: "checked" }
  /** the merchant has to open the app anew */
  | { kind: "not_connected" }
  /** `why`: a sentence */
  | { kind: "not_checked"; why: string }
  | Unavailable;

/** Compares with Shopify now what is compared every hour. */
export function useCheck() {
  const { t } = useTranslation("webhooks");
  const translate = useProblem();
  const fetcher = useFetcher<CheckAnswer>();
  useAnswer(fetcher, ({ kind }) => {
    if (kind === "checked") showToast(t("checked"));
  });

  function problemOf(answer: CheckAnswer | undefined): string | undefined {
    switch (answer?.kind) {
      case "not_checked":
        return translate(answer.why);
      case "not_connected":
        return t("reconnect");
      case "unavailable":
        return t("notReached");
    }
  }

  const { submit } = fetcher;
  return {
    check: useCallback(
      () => submit(null, { method: "post", action: "/app/settings/webhooks/check" }),
      [submit],
    ),
    checking: fetcher.state !== "idle",
    /** why nothing was compared */
    problem: problemOf(fetcher.state === "idle" ? fetcher.data : undefined),
  };
}
