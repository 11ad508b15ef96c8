import { absoluteTime } from "./format-time.ts";
import { useShopClock } from "./shop-clock.tsx";

/** The full time in the shop's zone. */
export function AbsoluteTime({ time }: { time: Date }) {
  const { timezone } = useShopClock();
  return (
    <time dateTime={time.toISOString()} title={time.toISOString()}>
      {absoluteTime(time, timezone)}
    </time>
  );
}
