import { useTranslation } from "react-i18next";
import { useShopClock } from "./shop-clock.tsx";
import { useTimeText } from "./use-time-text.ts";

/** When something is to happen: "in 5 minutes", or "now" when its time has come. */
export function DueTime({ time }: { time: Date }) {
  const { now } = useShopClock();
  const { t } = useTranslation();
  const { absolute, relative } = useTimeText();
  return (
    <time dateTime={time.toISOString()} title={absolute(time)}>
      {time <= now ? t("time.now") : relative(time)}
    </time>
  );
}
