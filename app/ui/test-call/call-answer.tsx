import { Banner, BlockStack, List } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Difference } from "../../topics/read-test-data.ts";
import { useProblem } from "../texts/use-problem.ts";
import { CallRefusal } from "./call-refusal.tsx";
import { CallResultItem } from "./call-result-item.tsx";
import type { CalledEndpoint } from "./test-call-dialog.tsx";
import { TrialSent } from "./trial-sent.tsx";
import type { Answered } from "./use-test-call.ts";

interface CallAnswerProps {
  answered: Answered;
  endpoints: CalledEndpoint[];
}

/** What a test call came to. Takes the focus: it stands below a long form. */
export function CallAnswer({ answered, endpoints }: CallAnswerProps) {
  const { t } = useTranslation("testCall");
  const region = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer anew
  useEffect(() => region.current?.focus(), [answered]);
  return (
    <section ref={region} className="takes-focus" tabIndex={-1} aria-label={t("result.title")}>
      <BlockStack gap="300">
        <AnswerParts answered={answered} endpoints={endpoints} />
      </BlockStack>
    </section>
  );
}

function AnswerParts({ answered: { signing, answer }, endpoints }: CallAnswerProps) {
  switch (answer.kind) {
    case "called":
      return (
        <>
          <Differences differences={answer.differences} />
          {answer.calls.map(({ endpointId, outcome }) => {
            const endpoint = endpoints.find(({ id }) => id === endpointId);
            const label = endpoints.length > 1 ? endpoint?.label : undefined;
            return outcome.kind === "sent" ? (
              <CallResultItem key={endpointId} label={label} signing={signing} result={outcome.result} />
            ) : (
              <CallRefusal key={endpointId} label={label} refusal={outcome} />
            );
          })}
        </>
      );
    case "tried":
      return (
        <>
          <Differences differences={answer.differences} />
          <CallResultItem signing={signing} result={answer.result} />
          <TrialSent result={answer.result} signing={signing} />
        </>
      );
    case "wrong_address":
      return <WrongAddress errors={answer.errors} />;
    default:
      return <CallRefusal refusal={answer} />;
  }
}

function WrongAddress({ errors }: { errors: Record<string, string[]> }) {
  const { t } = useTranslation("testCall");
  const problem = useProblem();
  return (
    <Banner tone="critical" title={t("refusal.wrongAddress")}>
      <List>
        {Object.values(errors)
          .flat()
          .map((sentence) => (
            <List.Item key={sentence}>{problem(sentence)}</List.Item>
          ))}
      </List>
    </Banner>
  );
}

/** Data of another shape than the topic's is sent all the same. */
function Differences({ differences }: { differences: Difference[] }) {
  const { t } = useTranslation("testCall");
  if (differences.length === 0) return null;
  return (
    <Banner tone="warning" title={t("differences.title")}>
      <List>
        {differences.map(({ path, expected, missing }) => (
          <List.Item key={path}>
            <span className="mono wrap-anywhere">data.{path}</span>:{" "}
            {missing ? t("differences.missing") : differenceText(expected)}
          </List.Item>
        ))}
      </List>
    </Banner>
  );

  function differenceText(expected: string | null): string {
    return expected === null ? t("differences.other") : t("differences.type", { expected });
  }
}
