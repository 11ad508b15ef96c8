import { useTranslation } from "react-i18next";
import type { NoticeView } from "../../notifications/list-notices.ts";

type Said = Pick<NoticeView, "kind" | "disabledReason" | "reason">;

const WHY_DISABLED = ["failing", "gone", "merchant"] as const;

/** What happened to an endpoint, in a few plain words. */
export function useNoticeText(): (notice: Said) => string {
  const { t } = useTranslation("alerts");
  return ({ kind, disabledReason, reason }) => {
    if (kind === "check") return t(`notices.kinds.${reason === null ? "checkPassed" : "checkFailed"}`);
    const why = WHY_DISABLED.find((known) => known === disabledReason);
    return kind === "disabled" && why ? t(`notices.disabled.${why}`) : t(`notices.kinds.${kind}`);
  };
}
