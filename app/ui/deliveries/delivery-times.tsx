import { Trans, useTranslation } from "react-i18next";
import type { DeliveryDetail } from "../../queries/delivery.ts";
import { Fact } from "../copy/fact.tsx";
import { AbsoluteTime } from "../time/absolute-time.tsx";
import { useTimeText } from "../time/use-time-text.ts";
import { latencyOf } from "./latency.ts";
import { NextAttempt } from "./next-attempt.tsx";

/** When it happened, came in, was queued, sent and is to be sent again. */
export function TimeFacts({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useTranslation("delivery");
  const { duration } = useTimeText();
  const { triggeredAt, received, createdAt, lastAttemptAt, lastDurationMs, dueAt } = delivery;
  const from = received?.from;
  const latency = latencyOf(delivery);
  return (
    <>
      <TimeFact label={t("facts.happened")} time={triggeredAt} />
      {received && isNamed(from) ? <TimeFact label={t(`facts.received.${from}`)} time={received.at} /> : null}
      <TimeFact label={t("facts.queued")} time={createdAt} />
      {lastAttemptAt ? (
        <Fact label={t("facts.last")} copy={lastAttemptAt.toISOString()} prose>
          {lastDurationMs === null ? (
            <AbsoluteTime time={lastAttemptAt} />
          ) : (
            <Trans
              t={t}
              i18nKey="facts.took"
              values={{ duration: duration(lastDurationMs) }}
              components={{ time: <AbsoluteTime time={lastAttemptAt} /> }}
            />
          )}
        </Fact>
      ) : null}
      {latency === undefined ? null : <Fact label={t("facts.latency")}>{duration(latency)}</Fact>}
      {dueAt ? (
        <Fact label={t("facts.next")} copy={dueAt.toISOString()} prose>
          <NextAttempt delivery={delivery} />
        </Fact>
      ) : null}
    </>
  );
}

/** For the clipboard in UTC, to the millisecond. */
const TimeFact = ({ label, time }: { label: string; time: Date }) => (
  <Fact label={label} copy={time.toISOString()} prose>
    <AbsoluteTime time={time} />
  </Fact>
);

const NAMED = ["shopify", "reconciled", "api", "flow", "form", "own"] as const;

const isNamed = (from: string | undefined): from is (typeof NAMED)[number] =>
  (NAMED as readonly (string | undefined)[]).includes(from);
