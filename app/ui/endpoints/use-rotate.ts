import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { showToast } from "../app-bridge/bridge.ts";
import { useAnswerAtOnce } from "../forms/use-answer.ts";
import { useProblem } from "../texts/use-problem.ts";
import { absoluteTime } from "../time/format-time.ts";
import { useShopClock } from "../time/shop-clock.tsx";
import { type Overlap, USUAL_OVERLAP } from "./overlaps.ts";
import type { RotateAnswer } from "./rotate-answer.ts";

interface Rotation {
  endpointId: string;
  open: boolean;
  onDone: () => void;
}

/** A rotation that is being put together. Begins anew whenever it is opened; then no own secret is left in it. */
export function useRotate({ endpointId, open, onDone }: Rotation) {
  const { t } = useTranslation("endpoint");
  const fetcher = useFetcher<RotateAnswer>();
  const [overlap, setOverlap] = useState<Overlap>(USUAL_OVERLAP);
  const [bringsOwn, setBringsOwn] = useState(false);
  const [own, setOwn] = useState("");
  const [shown, setShown] = useState<RotateAnswer>();
  useEffect(() => {
    setOverlap(USUAL_OVERLAP);
    setBringsOwn(false);
    setOwn("");
    if (open) setShown(undefined);
  }, [open]);
  // The secret stands on the page by then, whether or not the page can be brought up to date.
  useAnswerAtOnce(fetcher, (answer) => {
    setShown(answer);
    if (answer.kind !== "rotated") return;
    onDone();
    if (answer.secret === null) showToast(t("rotate.done"));
  });
  return {
    overlap,
    setOverlap,
    bringsOwn,
    setBringsOwn,
    own,
    setOwn,
    rotate: () =>
      fetcher.submit(
        { overlap, ...(bringsOwn && { secret: own }) },
        { method: "post", action: `/app/endpoints/${endpointId}/rotate-secret` },
      ),
    rotating: fetcher.state !== "idle",
    ...useProblems(shown),
  };
}

/** Of the whole, and of the merchant's own secret. */
function useProblems(answer: RotateAnswer | undefined): { problem?: string; ownProblem?: string } {
  const { t } = useTranslation("endpoint");
  const translate = useProblem();
  const { timezone } = useShopClock();
  switch (answer?.kind) {
    case "unavailable":
      return { problem: t("notReached") };
    case "rotation_limit":
      return {
        problem: t("rotate.limit", { count: answer.limit, end: absoluteTime(answer.nextEnd, timezone) }),
      };
    case "wrong_secret":
      return { ownProblem: translate(answer.why) };
    default:
      return {};
  }
}
