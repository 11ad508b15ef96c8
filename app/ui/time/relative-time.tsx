import { absoluteTime, relativeTime } from "./format-time.ts";
import { useShopClock } from "./shop-clock.tsx";

/** When something happened: "5 minutes ago", with the full time in the shop's zone on hover. */
export function RelativeTime({ time }: { time: Date }) {
  const { now, timezone } = useShopClock();
  return (
    <time dateTime={time.toISOString()} title={absoluteTime(time, timezone)}>
      {relativeTime(time < now ? time : now, now)}
    </time>
  );
}
