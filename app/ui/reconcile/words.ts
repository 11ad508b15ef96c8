import type { TFunction } from "i18next";
import type { ReconciliationView } from "../../queries/reconciliation.ts";

type Outcome = Pick<ReconciliationView, "resource" | "state" | "looked" | "found" | "unread" | "reason">;

/** What the last comparison came to. `translate`: gives a sentence of the server's in the visitor's language. */
export function outcomeText(
  t: TFunction<"reconcile">,
  { resource, state, looked, found, unread, reason }: Outcome,
  translate: (sentence: string) => string,
): string {
  switch (state) {
    case "stopped":
      return translate(reason ?? "");
    case "waits":
      return t("outcome.waits");
    case "began":
      return resource === "contract" && looked > 0
        ? t("outcome.learned", { count: looked })
        : t("outcome.began");
    case "compares":
      if (looked === 0) return t("outcome.nothing");
      return unread === 0
        ? comparedText(t, looked, found)
        : `${comparedText(t, looked, found, "changed")} ${t("outcome.unread", { count: unread })}`;
  }
}

/** `without`: the key of what is said when no webhook was missing. */
const comparedText = (
  t: TFunction<"reconcile">,
  changed: number,
  found: number,
  without: "told" | "changed" = "told",
): string =>
  found === 0 ? t(`outcome.${without}`, { changed }) : t("outcome.missing", { changed, count: found });
