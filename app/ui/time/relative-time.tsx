import { useShopClock } from "./shop-clock.tsx";
import { useTimeText } from "./use-time-text.ts";

/** When something happened: "5 minutes ago", with the full time in the shop's zone on hover. */
export function RelativeTime({ time }: { time: Date }) {
  const { now } = useShopClock();
  const { absolute, relative } = useTimeText();
  return (
    <time dateTime={time.toISOString()} title={absolute(time)}>
      {relative(time < now ? time : now)}
    </time>
  );
}
