import { absoluteDate, absoluteTime, relativeTime } from "./format-time.ts";
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

/** When something is to happen: "in 5 minutes", or "now" when its time has come. */
export function DueTime({ time }: { time: Date }) {
  const { now, timezone } = useShopClock();
  return (
    <time dateTime={time.toISOString()} title={absoluteTime(time, timezone)}>
      {time <= now ? "now" : relativeTime(time, now)}
    </time>
  );
}

/** The full time in the shop's zone. */
export function AbsoluteTime({ time }: { time: Date }) {
  const { timezone } = useShopClock();
  return (
    <time dateTime={time.toISOString()} title={time.toISOString()}>
      {absoluteTime(time, timezone)}
    </time>
  );
}

/** The day in the shop's zone, with the full time on hover. */
export function AbsoluteDate({ time }: { time: Date }) {
  const { timezone } = useShopClock();
  return (
    <time dateTime={time.toISOString()} title={absoluteTime(time, timezone)}>
      {absoluteDate(time, timezone)}
    </time>
  );
}
