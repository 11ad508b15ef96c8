import type { NotStored } from "../../pipeline/recover/stored-topics.ts";
import type { RecoveryView } from "../../queries/recoveries.ts";

/** `1,234`; `100,000 or more` where counting stopped. */
export function howMany(count: number, more: boolean): string {
  const text = new Intl.NumberFormat("en-US").format(count);
  return more ? `${text} or more` : text;
}

/** `1 delivery`, `1,234 deliveries` */
export const deliveries = (count: number, more = false): string =>
  `${howMany(count, more)} ${count === 1 && !more ? "delivery" : "deliveries"}`;

const events = (count: number, more: boolean): string =>
  `${howMany(count, more)} ${count === 1 && !more ? "event" : "events"}`;

/** `Send 1,234 deliveries again`, or `Send 12 events`, which were never sent. */
export const sendWords = (include: "failed" | "missing", { count, more }: Counted): string =>
  include === "missing" ? `Send ${events(count, more)}` : `Send ${deliveries(count, more)} again`;

/** What a count came to, as a sentence. */
export function countWords(include: "failed" | "missing", { count, more }: Counted): string {
  if (include === "missing") {
    return count === 0 ? "It got everything that was stored." : `${events(count, more)} will be sent.`;
  }
  return count === 0 ? "There is nothing to send again." : `${deliveries(count, more)} will be sent again.`;
}

/** `order/paid (12 events), product/created (1 event)` */
export const notStoredWords = (topics: NotStored[]): string =>
  topics.map(({ topic, count }) => `${topic} (${events(count, false)})`).join(", ");

interface Counted {
  count: number;
  more: boolean;
}

/** What is being sent again. */
export function recoveryTitle({ include, filter }: Pick<RecoveryView, "include" | "filter">): string {
  if (include === "failed") return "Failed and discarded deliveries";
  if (include === "missing") return "Events it never got";
  return filter.status ? `Deliveries that ${ENDED[filter.status]}` : "Deliveries of the log";
}

const ENDED = { succeeded: "succeeded", failed: "failed", discarded: "were discarded" };

/** How far it has come, or how it ended. */
export function recoveryState(recovery: RecoveryView): string {
  const { status, done, total, more, cancelledBecause } = recovery;
  const queued = howMany(done, false);
  if (status === "done") return `${deliveries(done)} queued.${skippedText(recovery)}`;
  const progress = `${queued} of ${howMany(total, more)} queued.${skippedText(recovery)}`;
  if (status === "running") return `${progress} The rest follows.`;
  return `${CANCELLED[cancelledBecause ?? "merchant"]} ${progress}`;
}

const CANCELLED = {
  merchant: "Cancelled.",
  endpoint_disabled: "Ended early, because the endpoint was disabled.",
  endpoint_deleted: "Ended early, because the endpoint was deleted.",
};

const skippedText = ({ skipped }: RecoveryView): string =>
  skipped === 0
    ? ""
    : ` ${howMany(skipped, false)} skipped: the body is no longer stored, or it was on its way already.`;

/** Percent, below 100 until it is done. */
export function recoveryPercent({ done, skipped, total }: RecoveryView): number {
  return Math.min(99, Math.floor(((done + skipped) / Math.max(1, total)) * 100));
}
