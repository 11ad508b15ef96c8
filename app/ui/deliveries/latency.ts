import type { DeliveryDetail } from "../../queries/delivery.ts";

/** Milliseconds from the receipt, or else the queueing, to the end of the first attempt that succeeded. */
export function latencyOf({
  attemptLog,
  received,
  createdAt,
}: Pick<DeliveryDetail, "attemptLog" | "received" | "createdAt">): number | undefined {
  const success = attemptLog.find(({ status }) => status === "succeeded");
  if (!success) return undefined;
  const since = (received?.at ?? createdAt).getTime();
  return Math.max(0, success.startedAt.getTime() + success.durationMs - since);
}
