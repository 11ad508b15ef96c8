import { useTranslation } from "react-i18next";
import type { EventOrigin } from "../../queries/events-origin.ts";

/** How an event came about, in a few words. */
export function OriginText({ origin }: { origin: EventOrigin }) {
  const { t } = useTranslation("events");
  return t(`origin.${origin.kind}`, { topic: "topic" in origin ? origin.topic : "" });
}
