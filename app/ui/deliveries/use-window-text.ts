import { useTranslation } from "react-i18next";
import type { DeliverySearch } from "../../queries/delivery-search.ts";
import { useTimeText } from "../time/use-time-text.ts";

/** A search's window in words; empty where it has none. */
export function useWindowText() {
  const { t } = useTranslation("deliveries");
  const { date, clock } = useTimeText();
  const text = (instant: string) => `${date(new Date(instant))}, ${clock(new Date(instant))}`;
  return ({ span, since, until }: Pick<DeliverySearch, "span" | "since" | "until">): string => {
    if (span) return t(`filter.spans.${span}`);
    if (since && until) return t("filter.between", { from: text(since), until: text(until) });
    if (since) return t("filter.since", { from: text(since) });
    return until ? t("filter.before", { until: text(until) }) : "";
  };
}
