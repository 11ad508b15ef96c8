import { Banner } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { TestOutcome } from "../../pipeline/deliver/send-test.ts";
import type { TestCallAnswer } from "./test-call-answer.ts";

type Refusal =
  | Exclude<TestOutcome, { kind: "sent" }>
  | Exclude<TestCallAnswer, { kind: "called" | "tried" | "wrong_address" }>;

interface CallRefusalProps {
  refusal: Refusal;
  /** of the endpoint that was not called */
  label?: string | undefined;
}

/** Why nothing was sent. */
export function CallRefusal({ refusal, label }: CallRefusalProps) {
  const { t } = useTranslation("testCall");
  const { title, text } = useWords(refusal);
  return (
    <Banner
      tone={refusal.kind === "too_many" ? "warning" : "critical"}
      title={label ? t("refusal.of", { endpoint: label, why: title }) : title}
    >
      {text ? <p>{text}</p> : null}
    </Banner>
  );
}

function useWords(refusal: Refusal): { title: string; text?: string } {
  const { t } = useTranslation("testCall");
  switch (refusal.kind) {
    case "too_many":
      return {
        title: t("refusal.tooMany"),
        text: t("refusal.tooManyWhy", { count: refusal.retryAfterSeconds }),
      };
    case "not_found":
      return { title: t("refusal.notFound") };
    case "unknown_topic":
      return { title: t("refusal.unknownTopic") };
    case "sealed":
      return { title: t("refusal.sealed"), text: t("refusal.sealedWhy") };
    case "wrong_data":
      return { title: t("refusal.wrongData"), text: t(`wrongData.${refusal.mistake}`) };
    case "unavailable":
      return { title: t("refusal.unavailable"), text: t("refusal.unavailableWhy") };
  }
}
