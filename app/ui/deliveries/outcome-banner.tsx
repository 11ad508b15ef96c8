import { Banner } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import type { DeliveryDetail } from "../../queries/delivery.ts";
import { DueTime } from "../time/due-time.tsx";
import { useDiagnose } from "./use-diagnose.ts";
import { isWithheld, WithheldBanner } from "./withheld-banner.tsx";

/** What went wrong and what helps; nothing when nothing did. */
export function OutcomeBanner({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useTranslation("delivery");
  const diagnose = useDiagnose();
  const { status, dueAt, lastReason, lastStatusCode, flowTrigger, attemptLog } = delivery;
  if (isWithheld(lastReason)) return <WithheldBanner delivery={delivery} />;
  const toFlow = flowTrigger !== null;
  const detail = attemptLog.at(-1)?.detail ?? null;
  const failure = diagnose({ reason: lastReason, statusCode: lastStatusCode, detail, toFlow });
  if (status === "succeeded") return null;
  if (status === "discarded" && !failure) {
    return (
      <Banner tone="info" title={t("outcome.notSent")}>
        <p>{toFlow ? t("outcome.notSentFlow") : t("outcome.notSentEndpoint")}</p>
      </Banner>
    );
  }
  if (!failure) return null;
  return (
    <Banner tone={status === "failed" ? "critical" : "warning"} title={failure.what}>
      {lastReason === "flow_refused" && detail ? <p>{t("outcome.shopifySays", { words: detail })}</p> : null}
      <p>{failure.advice}</p>
      <p>
        {dueAt ? (
          <Trans
            t={t}
            i18nKey={`outcome.${nextOf(delivery)}`}
            components={{ time: <DueTime time={dueAt} /> }}
          />
        ) : (
          t("outcome.last")
        )}
      </p>
    </Banner>
  );
}

/** What the next attempt is: after one by hand the merchant wants to know whether it goes on by itself. */
function nextOf({ endpointPaused, status, trigger, attemptLog }: DeliveryDetail) {
  if (endpointPaused) return "nextWhenResumed";
  if (trigger === "manual") return status === "pending" ? "nextByHandThenOn" : "nextByHand";
  return attemptLog.at(-1)?.trigger === "manual" ? "nextAfterHand" : "next";
}
