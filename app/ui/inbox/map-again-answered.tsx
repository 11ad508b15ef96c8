import { Banner } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { MapAgainAnswer } from "./use-map-again.ts";

interface MapAgainAnsweredProps {
  answer: MapAgainAnswer | undefined;
  /** how many are about to be mapped */
  pending: number;
}

/** What came of the last order, and how much is still to be done. Its place is always there, so that it is read out. */
export function MapAgainAnswered({ answer, pending }: MapAgainAnsweredProps) {
  const { t } = useTranslation("events");
  const sentenceOf = (answered: MapAgainAnswer): string => {
    if (answered.kind !== "queued") return t(`mapAgain.${answered.kind}`);
    return answered.count === 0 ? t("mapAgain.nothing") : t("mapAgain.queued", { count: answered.count });
  };
  const said = answer && sentenceOf(answer);
  return (
    <div role="status">
      {said || pending > 0 ? (
        <Banner tone={answer && answer.kind !== "queued" ? "warning" : "info"}>
          {said ? <p>{said}</p> : null}
          {pending > 0 ? <p>{t("inbox.pending", { count: pending })}</p> : null}
        </Banner>
      ) : null}
    </div>
  );
}
