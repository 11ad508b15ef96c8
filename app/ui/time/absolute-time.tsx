import { useTimeText } from "./use-time-text.ts";

/** The full time in the shop's zone. */
export function AbsoluteTime({ time }: { time: Date }) {
  const { absolute } = useTimeText();
  return (
    <time dateTime={time.toISOString()} title={time.toISOString()}>
      {absolute(time)}
    </time>
  );
}
