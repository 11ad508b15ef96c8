import { useFetcher } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { showToast } from "../app-bridge/bridge.ts";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { useAnswer } from "../forms/use-answer.ts";
import { useProblem } from "../texts/use-problem.ts";

type Switch = "enable" | "disable" | "pause" | "resume";

/** What the status route answers. */
export type SwitchAnswer =
  | { kind: "switched"; wanted: Switch }
  /** `why`: a sentence */
  | { kind: "refused"; why: string }
  | Unavailable;

export interface Switching {
  turn: (wanted: Switch) => void;
  /** while the server has not answered */
  switching: boolean;
  /** why the last one was not done */
  problem: string | undefined;
}

/** Enables, disables, pauses or resumes an endpoint. `onAnswer`: whatever the answer is. */
export function useSwitch(endpointId: string, onAnswer: (answer: SwitchAnswer) => void): Switching {
  const { t } = useTranslation("endpoint");
  const translate = useProblem();
  const fetcher = useFetcher<SwitchAnswer>();
  useAnswer(fetcher, (answer) => {
    if (answer.kind === "switched") showToast(t(`switched.${answer.wanted}`));
    onAnswer(answer);
  });
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  return {
    turn: (wanted) =>
      fetcher.submit({ switch: wanted }, { method: "post", action: `/app/endpoints/${endpointId}/status` }),
    switching: fetcher.state !== "idle",
    problem:
      answer?.kind === "refused"
        ? translate(answer.why)
        : answer?.kind === "unavailable"
          ? t("notReached")
          : undefined,
  };
}
