import { absoluteDate, absoluteTime } from "./format-time.ts";
import { useShopClock } from "./shop-clock.tsx";

/** The day in the shop's zone, with the full time on hover. */
export function AbsoluteDate({ time }: { time: Date }) {
  const { timezone } = useShopClock();
  return (
    <time dateTime={time.toISOString()} title={absoluteTime(time, timezone)}>
      {absoluteDate(time, timezone)}
    </time>
  );
}
