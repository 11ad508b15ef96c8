import type { TFunction } from "i18next";
import type { DutyView } from "../../queries/duties.ts";

/** What is counted, in the order in which it is told. */
const FIGURES = {
  data_request: ["events", "webhooks", "states", "last_payloads"],
  customer_redact: ["events", "attempts", "webhooks", "snapshots", "last_payloads", "answers"],
} as const;

/** A visitor's language. */
interface Words {
  t: TFunction<"privacy">;
  /** sentences of the server */
  problem: (sentence: string) => string;
  listing: (items: string[]) => string;
}

/** What became of a request, in a sentence. */
export function dutyResult(
  { t, problem, listing }: Words,
  { kind, status, result, reason }: DutyView,
): string {
  if (status === "failed")
    return reason === null ? t("requests.failedUnknown") : t("requests.failed", { reason: problem(reason) });
  if (status === "pending")
    return reason === null ? t("requests.pending") : t("requests.again", { reason: problem(reason) });
  if (result?.erased_with_customer === true) return t("requests.erasedBefore");
  const figures = FIGURES[kind].flatMap((name) => {
    const count = Number(result?.[name] ?? 0);
    return count === 0 ? [] : [t(`requests.figures.${name}`, { count })];
  });
  if (figures.length === 0)
    return kind === "data_request" ? t("requests.nothingHeld") : t("requests.nothingWasHeld");
  return t(kind === "data_request" ? "requests.found" : "requests.erased", { figures: listing(figures) });
}
