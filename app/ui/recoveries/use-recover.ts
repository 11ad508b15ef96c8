import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { showToast } from "../app-bridge/bridge.ts";
import { useAnswer } from "../forms/use-answer.ts";
import { useShopClock } from "../time/shop-clock.tsx";
import { type BeginAnswer, type CountAnswer, whyNot } from "./answers.ts";
import { CUSTOM } from "./since.ts";
import { instantOf } from "./zoned-time.ts";

export interface RecoverChoice {
  include: "failed" | "missing";
  /** of SINCE_OPTIONS */
  span: string;
  /** the date-time field, in the shop's zone */
  local: string;
}

/** Counts what a choice would send, and sends it. Another choice has to be counted anew. */
export function useRecover(endpointId: string) {
  const [choice, setChoice] = useState<RecoverChoice>({ include: "failed", span: "24h", local: "" });
  const [shown, setShown] = useState(false);
  const { timezone } = useShopClock();
  const counting = useFetcher<CountAnswer>();
  const beginning = useFetcher<BeginAnswer>();
  useAnswer(counting, () => setShown(true));
  useAnswer(beginning, (answer) => {
    if (answer.kind !== "begun") return;
    setShown(false);
    showToast("Queued for sending");
  });

  const action = `/app/endpoints/${endpointId}/recover`;
  const since = choice.span === CUSTOM ? instantOf(choice.local, timezone)?.toISOString() : choice.span;
  const counted = shown && counting.data?.kind === "counted" ? counting.data : undefined;
  return {
    choice,
    choose(next: RecoverChoice) {
      setChoice(next);
      setShown(false);
    },
    timezone,
    /** what the choice came to; undefined until it is counted */
    counted,
    /** undefined while the choice is incomplete */
    count:
      since === undefined
        ? undefined
        : () => counting.load(`${action}?${new URLSearchParams({ include: choice.include, since })}`),
    counting: counting.state !== "idle",
    begin: () =>
      beginning.submit({ include: choice.include, since: counted?.since ?? "" }, { method: "post", action }),
    beginning: beginning.state !== "idle",
    problem: shown ? (whyNot(counting.data) ?? whyNot(beginning.data)) : undefined,
  };
}
