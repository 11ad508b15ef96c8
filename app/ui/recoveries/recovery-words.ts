// Recoveries in words. `t`: the texts of the visitor's language, `language`: how it writes numbers.
import type { TFunction } from "i18next";
import type { Beside } from "../../pipeline/recover/recover-endpoint.ts";
import type { NotStored } from "../../pipeline/recover/stored-topics.ts";
import type { RecoveryView } from "../../queries/recoveries.ts";
import type { Counted } from "./answers.ts";

export type RecoveryWords = ReturnType<typeof recoveryWords>;

type Include = "failed" | "missing";

export function recoveryWords(t: TFunction<"recoveries">, language: string) {
  const format = new Intl.NumberFormat(language);

  /** `1,234`; `100,000 or more` where counting stopped */
  const howMany = (count: number, more = false): string =>
    more ? t("orMore", { number: format.format(count) }) : format.format(count);

  /** More than one is meant where there may be more. */
  const amount = ({ count, more }: Counted) => ({
    count: more ? Math.max(2, count) : count,
    number: howMany(count, more),
  });

  const skipped = ({ skipped }: RecoveryView): string =>
    skipped === 0 ? "" : ` ${t("skipped", { count: skipped, number: howMany(skipped) })}`;

  return {
    /** `1 delivery`, `1,234 deliveries` */
    deliveries: (count: number, more = false): string => t("deliveries", amount({ count, more })),

    /** `Send 1,234 deliveries again`, or `Send 12 events`, which were never sent */
    send: (include: Include, counted: Counted): string =>
      t(include === "missing" ? "sendEvents" : "sendAgain", amount(counted)),

    /** what a count came to, as a sentence */
    counted: (include: Include, { beside, ...counted }: Counted & { beside?: Beside }): string => {
      const isAll = !beside || beside.pending + beside.ended === 0;
      if (counted.count === 0 && include === "missing") return t(isAll ? "noneMissing" : "noneMissingYet");
      if (counted.count === 0) return t("noneFailed");
      return t(include === "missing" ? "countedMissing" : "countedFailed", amount(counted));
    },

    /** deliveries that another choice would send */
    ended: (count: number): string => t("ended14d", amount({ count, more: false })),

    /** `order/paid (12 events), product/created (1 event)` */
    notStored: (topics: NotStored[]): string =>
      topics
        .map(({ topic, count }) => `${topic} (${t("events", amount({ count, more: false }))})`)
        .join(", "),

    /** what is being sent again */
    title: ({ include, filter }: Pick<RecoveryView, "include" | "filter">): string => {
      if (include === "missing") return t("title.missing");
      if (include === "failed") return t("title.notArrived");
      return filter.status ? t(`title.${filter.status}`) : t("title.log");
    },

    /** how far it has come, or how it ended */
    state: (recovery: RecoveryView): string => {
      const { status, done, total, more, cancelledBecause } = recovery;
      if (status === "done") return t("done", amount({ count: done, more: false })) + skipped(recovery);
      const progress =
        t("progress", { done: howMany(done), total: howMany(total, more) }) + skipped(recovery);
      if (status === "running") return `${progress} ${t("rest")}`;
      return `${t(`ended.${cancelledBecause ?? "merchant"}`)} ${progress}`;
    },
  };
}

/** Percent, below 100 until it is done. */
export function recoveryPercent({ done, skipped, total }: RecoveryView): number {
  return Math.min(99, Math.floor(((done + skipped) / Math.max(1, total)) * 100));
}
