import { Banner } from "@shopify/polaris";
import type { DeliveryDetail } from "../../queries/deliveries.ts";
import { DueTime } from "../time/due-time.tsx";
import { diagnose } from "./diagnose.ts";

/** What went wrong and what helps; nothing when nothing did. */
export function OutcomeBanner({ delivery }: { delivery: DeliveryDetail }) {
  const { status, dueAt, lastReason, lastStatusCode } = delivery;
  const failure = diagnose({ reason: lastReason, statusCode: lastStatusCode });
  if (status === "succeeded") return null;
  if (status === "discarded" && !failure) {
    return (
      <Banner tone="info" title="This delivery was not sent">
        <p>Its endpoint was disabled or deleted before its turn came.</p>
      </Banner>
    );
  }
  if (!failure) return null;
  return (
    <Banner tone={status === "failed" ? "critical" : "warning"} title={failure.what}>
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
