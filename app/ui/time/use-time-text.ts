import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Language } from "../../locales/languages.ts";
import { absoluteDate, absoluteTime, clockTime, dayAndMonth, durationText, lapseTo } from "./format-time.ts";
import { useShopClock } from "./shop-clock.tsx";

/** Times as the visitor reads them: in the shop's zone, counted from the shop's clock. */
export function useTimeText() {
  const { now, timezone } = useShopClock();
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  return {
    /** `20 Nov 2026, 14:03:05 (UTC-05:00)` */
    absolute: (time: Date) => absoluteTime(time, timezone, language),
    /** `20 Nov 2026` */
    date: (time: Date) => absoluteDate(time, timezone, language),
    /** `20 Nov` */
    day: (time: Date) => dayAndMonth(time, timezone, language),
    /** `14:03` */
    clock: (time: Date) => clockTime(time, timezone),
    /** `5 minutes ago` */
    relative: (time: Date) => relativeText(t, time, now),
    /** `850 ms` */
    duration: (milliseconds: number) => durationText(milliseconds, language),
  };
}

/** `just now`, `5 minutes ago`, `in 2 hours` */
export function relativeText(t: TFunction, time: Date, now: Date): string {
  const lapse = lapseTo(time, now);
  return lapse ? t(`time.${lapse.tense}.${lapse.unit}`, { count: lapse.count }) : t("time.justNow");
}
