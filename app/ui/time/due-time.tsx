import { absoluteTime, relativeTime } from "./format-time.ts";
import { useShopClock } from "./shop-clock.tsx";

/** When something is to happen: "in 5 minutes", or "now" when its time has come. */
export function DueTime({ time }: { time: Date }) {
  const { now, timezone } = useShopClock();
  return (
    <time dateTime={time.toISOString()} title={absoluteTime(time, timezone)}>
      {time <= now ? "now" : relativeTime(time, now)}
    </time>
  );
}
