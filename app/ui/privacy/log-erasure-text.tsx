import { Trans, useTranslation } from "react-i18next";
import type { LogErasure } from "../../queries/duties.ts";
import { RelativeTime } from "../time/relative-time.tsx";
import { useListing } from "./use-listing.ts";

/** What is told of it, in this order. */
const TABLES = ["delivery", "attempt", "event", "inbound_webhook"] as const;

/** How far the last deletion has come, in a sentence. */
export function LogErasureText({
  erasure: { status, requestedAt, doneAt, erased },
}: {
  erasure: LogErasure;
}) {
  const { t } = useTranslation("privacy");
  const listing = useListing();
  const figures = TABLES.flatMap((table) => {
    const count = erased[table] ?? 0;
    return count === 0 ? [] : [t(`erase.figures.${table}`, { count })];
  });
  const key =
    status === "failed"
      ? "failed"
      : status === "done"
        ? figures.length > 0
          ? "done"
          : "doneNone"
        : figures.length > 0
          ? "running"
          : "runningNone";
  return (
    <p>
      <Trans
        t={t}
        i18nKey={`erase.${key}`}
        values={{ figures: listing(figures) }}
        components={{ time: <RelativeTime time={doneAt ?? requestedAt} /> }}
      />
    </p>
  );
}
