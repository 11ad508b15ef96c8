import { useFetcher } from "@remix-run/react";
import { showToast } from "../app-bridge/bridge.ts";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { useAnswer } from "../forms/use-answer.ts";

type Switch = "enable" | "disable" | "pause" | "resume";

/** What the status route answers. */
export type SwitchAnswer =
  | { kind: "switched"; wanted: Switch }
  /** `why`: a sentence */
  | { kind: "refused"; why: string }
  | Unavailable;

const DONE: Record<Switch, string> = {
  enable: "Endpoint enabled",
  disable: "Endpoint disabled",
  pause: "Endpoint paused",
  resume: "Endpoint resumed",
};

export interface Switching {
  turn: (wanted: Switch) => void;
  /** while the server has not answered */
  switching: boolean;
  /** why the last one was not done */
  problem: string | undefined;
}

/** Enables, disables, pauses or resumes an endpoint. `onAnswer`: whatever the answer is. */
export function useSwitch(endpointId: string, onAnswer: () => void): Switching {
  const fetcher = useFetcher<SwitchAnswer>();
  useAnswer(fetcher, (answer) => {
    if (answer.kind === "switched") showToast(DONE[answer.wanted]);
    onAnswer();
  });
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  return {
    turn: (wanted) =>
      fetcher.submit({ switch: wanted }, { method: "post", action: `/app/endpoints/${endpointId}/status` }),
    switching: fetcher.state !== "idle",
    problem: problemOf(answer),
  };
}

function problemOf(answer: SwitchAnswer | undefined): string | undefined {
  if (answer?.kind === "refused") return answer.why;
  return answer?.kind === "unavailable" ? "Carillon could not be reached. Try again in a moment." : undefined;
}
