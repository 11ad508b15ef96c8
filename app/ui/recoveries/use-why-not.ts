import { useTranslation } from "react-i18next";
import type { Unavailable } from "../forms/or-unavailable.ts";
import type { RefusalCode } from "./answers.ts";

type Answer = { kind: "refused"; why: RefusalCode } | Unavailable | { kind: string };

/** The sentence of an answer that says why not; undefined for all others. */
export function useWhyNot(): (answer: Answer | undefined) => string | undefined {
  const { t } = useTranslation("recoveries");
  return (answer) => {
    if (answer?.kind === "unavailable") return t("notReached");
    return answer && "why" in answer ? t(`refused.${answer.why}`) : undefined;
  };
}
