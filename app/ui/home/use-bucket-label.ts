import type { Range } from "../../queries/figures-buckets.ts";
import { useTimeText } from "../time/use-time-text.ts";

/** Gives a bucket's name in the shop's zone: `14:00`, or `20 Nov`. */
export function useBucketLabel(range: Range): (start: Date) => string {
  const { clock, day } = useTimeText();
  return range === "24h" ? clock : day;
}
