import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { showToast } from "../app-bridge/bridge.ts";
import { useAnswer } from "../forms/use-answer.ts";
import { useProblem } from "../texts/use-problem.ts";
import { absoluteTime } from "../time/format-time.ts";
import { useShopClock } from "../time/shop-clock.tsx";
import { type Overlap, USUAL_OVERLAP } from "./overlaps.ts";
import type { RotateAnswer } from "./rotate-answer.ts";
import { useShownSecrets } from "./shown-secret.tsx";

interface Rotation {
  endpoint: { id: string; url: string };
  open: boolean;
  onDone: () => void;
}

/** A rotation that is being put together. Begins anew whenever it is opened; then no own secret is left in it. */
export function useRotate({ endpoint, open, onDone }: Rotation) {
  const { t } = useTranslation("endpoint");
  const fetcher = useFetcher<RotateAnswer>();
  const [overlap, setOverlap] = useState<Overlap>(USUAL_OVERLAP);
  const [bringsOwn, setBringsOwn] = useState(false);
  const [own, setOwn] = useState("");
  const [shown, setShown] = useState<RotateAnswer>();
  const { show } = useShownSecrets();
  useEffect(() => {
    setOverlap(USUAL_OVERLAP);
    setBringsOwn(false);
    setOwn("");
    if (open) setShown(undefined);
  }, [open]);
  useAnswer(fetcher, (answer) => {
    setShown(answer);
    if (answer.kind !== "rotated") return;
    onDone();
    if (answer.secret === null) showToast(t("rotate.done"));
    else show([{ secret: answer.secret, endpoints: [endpoint] }]);
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
        { method: "post", action: `/app/endpoints/${endpoint.id}/rotate-secret` },
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
