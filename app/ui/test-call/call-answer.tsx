import { Banner, BlockStack, List } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { TriedUrl } from "../../pipeline/deliver/send-trials.ts";
import type { Difference } from "../../topics/read-test-data.ts";
import { shortUrl } from "../endpoints/short-url.ts";
import { useProblem } from "../texts/use-problem.ts";
import { CallRefusal } from "./call-refusal.tsx";
import { CallResultItem } from "./call-result-item.tsx";
import type { CalledEndpoint } from "./called-endpoint.ts";
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
            const isOneOfMany = answer.calls.length + answer.tries.length > 1 || endpoints.length > 1;
            const label = isOneOfMany ? endpoint?.label : undefined;
            return outcome.kind === "sent" ? (
              <CallResultItem key={endpointId} label={label} signing={signing} result={outcome.result} />
            ) : (
              <CallRefusal key={endpointId} label={label} refusal={outcome} />
            );
          })}
          {answer.tries.map((tried) => (
            <TriedItem key={tried.url} tried={tried} signing={signing} />
          ))}
        </>
      );
    case "tried":
      return (
        <>
          <Differences differences={answer.differences} />
          <CallResultItem signing={signing} result={answer.result}>
            <TrialSent result={answer.result} signing={signing} />
          </CallResultItem>
        </>
      );
    case "wrong_address":
      return <WrongAddress errors={answer.errors} />;
    default:
      return <CallRefusal refusal={answer} />;
  }
}

/** One of several addresses that are not saved. */
function TriedItem({ tried: { url, outcome }, signing }: { tried: TriedUrl; signing: Answered["signing"] }) {
  const label = shortUrl(url);
  switch (outcome.kind) {
    case "sent":
      return (
        <CallResultItem label={label} signing={signing} result={outcome.result}>
          <TrialSent result={outcome.result} signing={signing} />
        </CallResultItem>
      );
    case "invalid":
      return <WrongAddress label={label} errors={outcome.errors} />;
    case "too_many":
      return <CallRefusal label={label} refusal={outcome} />;
  }
}

function WrongAddress({ label, errors }: { label?: string; errors: Record<string, string[]> }) {
  const { t } = useTranslation("testCall");
  const problem = useProblem();
  const why = t("refusal.wrongAddress");
  return (
    <Banner tone="critical" title={label ? t("refusal.of", { endpoint: label, why }) : why}>
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
