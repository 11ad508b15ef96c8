import { Badge, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { AttemptView } from "../../queries/delivery.ts";
import { AbsoluteTime } from "../time/absolute-time.tsx";
import { useTimeText } from "../time/use-time-text.ts";
import { useDiagnose } from "./use-diagnose.ts";

interface AttemptTimelineProps {
  /** oldest first */
  attempts: AttemptView[];
  /** its id */
  selected: string;
  onSelect: (id: string) => void;
}

/** When each attempt was made and what came of it, newest first; one of them is chosen. */
export function AttemptTimeline({ attempts, selected, onSelect }: AttemptTimelineProps) {
  const { t } = useTranslation("delivery");
  return (
    <ol className="attempt-timeline" aria-label={t("attempts.list")} reversed>
      {attempts.toReversed().map((attempt) => (
        <li key={attempt.id}>
          <button
            type="button"
            className="attempt-choice"
            aria-pressed={attempt.id === selected}
            onClick={() => onSelect(attempt.id)}
          >
            <Choice attempt={attempt} />
          </button>
        </li>
      ))}
    </ol>
  );
}

function Choice({ attempt }: { attempt: AttemptView }) {
  const { t } = useTranslation("delivery");
  const { duration } = useTimeText();
  const { number, trigger, startedAt, durationMs } = attempt;
  return (
    <InlineStack as="span" gap="200" blockAlign="center" align="space-between">
      <InlineStack as="span" gap="200" blockAlign="center">
        <AttemptBadge attempt={attempt} />
        <Text as="span" fontWeight="medium">
          {t("attempts.number", { number })}
        </Text>
        <Text as="span" tone="subdued">
          {t(`trigger.${trigger}`)}
        </Text>
      </InlineStack>
      <Text as="span" tone="subdued">
        <AbsoluteTime time={startedAt} /> · {duration(durationMs)}
      </Text>
    </InlineStack>
  );
}

/** The status code, or why there was none. */
function AttemptBadge({ attempt: { status, reason, statusCode } }: { attempt: AttemptView }) {
  const diagnose = useDiagnose();
  const failure = status === "failed" ? diagnose({ reason, statusCode }) : undefined;
  return <Badge tone={failure ? "critical" : "success"}>{failure ? failure.short : `${statusCode}`}</Badge>;
}
