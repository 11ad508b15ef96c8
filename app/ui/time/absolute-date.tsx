import { useTimeText } from "./use-time-text.ts";

/** The day in the shop's zone, with the full time on hover. */
export function AbsoluteDate({ time }: { time: Date }) {
  const { date, absolute } = useTimeText();
  return (
    <time dateTime={time.toISOString()} title={absolute(time)}>
      {date(time)}
    </time>
  );
}
