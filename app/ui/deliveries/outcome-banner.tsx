import { Banner } from "@shopify/polaris";
import type { DeliveryDetail } from "../../queries/deliveries.ts";
import { DueTime } from "../time/due-time.tsx";
import { diagnose } from "./diagnose.ts";
import { isWithheld, WithheldBanner } from "./withheld-banner.tsx";

/** What went wrong and what helps; nothing when nothing did. */
export function OutcomeBanner({ delivery }: { delivery: DeliveryDetail }) {
  const { status, dueAt, lastReason, lastStatusCode, flowTrigger, attemptLog } = delivery;
  if (isWithheld(lastReason)) return <WithheldBanner delivery={delivery} />;
  const toFlow = flowTrigger !== null;
  const detail = attemptLog.at(-1)?.detail ?? null;
  const failure = diagnose({ reason: lastReason, statusCode: lastStatusCode, detail, toFlow });
  if (status === "succeeded") return null;
  if (status === "discarded" && !failure) {
    return (
      <Banner tone="info" title="This delivery was not sent">
        <p>
          {toFlow
            ? "No workflow used this trigger any more when its turn came, or the trigger had been stopped."
            : "Its endpoint was disabled or deleted before its turn came."}
        </p>
      </Banner>
    );
  }
  if (!failure) return null;
  return (
    <Banner tone={status === "failed" ? "critical" : "warning"} title={failure.what}>
      {lastReason === "flow_refused" && detail ? <p>Shopify says: {detail}</p> : null}
      <p>{failure.advice}</p>
      <p>
        {dueAt ? (
          <>
            The next attempt is due <DueTime time={dueAt} />.
          </>
        ) : (
          "No further attempt is planned."
        )}
      </p>
    </Banner>
  );
}
