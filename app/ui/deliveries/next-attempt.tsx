import { useTranslation } from "react-i18next";
import type { DeliveryView } from "../../queries/deliveries.ts";
import { DueTime } from "../time/due-time.tsx";

/** When it is to come; nothing when none is. */
export function NextAttempt({ delivery }: { delivery: Pick<DeliveryView, "dueAt" | "endpointPaused"> }) {
  const { t } = useTranslation("deliveries");
  const { dueAt, endpointPaused } = delivery;
  if (!dueAt) return null;
  return endpointPaused ? <>{t("whenResumed")}</> : <DueTime time={dueAt} />;
}
