// What happened to an endpoint, in a few plain words.
import type { NoticeView } from "../../notifications/list-notices.ts";

type Said = Pick<NoticeView, "kind" | "disabledReason" | "reason">;

export function noticeText({ kind, disabledReason, reason }: Said): string {
  switch (kind) {
    case "first_failure":
      return "A request failed";
    case "failing":
      return "Failing: four attempts in a row";
    case "disabled":
      return DISABLED[disabledReason ?? ""] ?? "Disabled";
    case "recovered":
      return "Works again";
    case "exhausted":
      return "An event did not arrive";
    case "check":
      return reason === null ? "Weekly check passed" : "Weekly check failed";
    case "test":
      return "Test mail";
  }
}

const DISABLED: Record<string, string> = {
  failing: "Disabled: nothing arrived for five days",
  gone: "Disabled: the URL is gone (410)",
  merchant: "Disabled by hand, or after a pause of seven days",
};
