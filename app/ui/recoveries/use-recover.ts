import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { showToast } from "../app-bridge/bridge.ts";
import { useAnswer } from "../forms/use-answer.ts";
import { useShopClock } from "../time/shop-clock.tsx";
import type { BeginAnswer, CountAnswer } from "./answers.ts";
import { CUSTOM, MISSED, type SinceChoice } from "./since.ts";
import { useWhyNot } from "./use-why-not.ts";
import { instantOf } from "./zoned-time.ts";

export interface RecoverChoice {
  include: "failed" | "missing";
  span: SinceChoice;
  /** the date-time field, in the shop's zone */
  local: string;
}

const USUAL: RecoverChoice = { include: "failed", span: "24h", local: "" };

/**
 * Counts what a choice would send, and sends it. Another choice has to be counted anew. `missedSince`: what was missed
 * since then is counted at once.
 */
export function useRecover(endpointId: string, missedSince: Date | undefined) {
  const [choice, setChoice] = useState<RecoverChoice>(
    missedSince ? { ...USUAL, include: "missing", span: MISSED } : USUAL,
  );
  const [shown, setShown] = useState(false);
  const { t } = useTranslation("recoveries");
  const { timezone } = useShopClock();
  const whyNot = useWhyNot();
  const counting = useFetcher<CountAnswer>();
  const beginning = useFetcher<BeginAnswer>();
  useAnswer(counting, () => setShown(true));
  useAnswer(beginning, (answer) => {
    if (answer.kind !== "begun") return;
    setShown(false);
    showToast(t("queued"));
  });

  const action = `/app/endpoints/${endpointId}/recover`;
  const since = sinceOf(choice, timezone, missedSince);
  const { load } = counting;
  const count =
    since === undefined
      ? undefined
      : () => load(`${action}?${new URLSearchParams({ include: choice.include, since })}`);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the endpoint has just been enabled
  useEffect(() => {
    if (missedSince) count?.();
  }, []);
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
    count,
    counting: counting.state !== "idle",
    begin: () =>
      beginning.submit({ include: choice.include, since: counted?.since ?? "" }, { method: "post", action }),
    beginning: beginning.state !== "idle",
    problem: shown ? (whyNot(counting.data) ?? whyNot(beginning.data)) : undefined,
  };
}

/** A span, or an instant; undefined while there is none. */
function sinceOf(
  { span, local }: RecoverChoice,
  timezone: string,
  missed: Date | undefined,
): string | undefined {
  if (span === CUSTOM) return instantOf(local, timezone)?.toISOString();
  return span === MISSED ? missed?.toISOString() : span;
}
