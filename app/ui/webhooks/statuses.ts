// What the words about webhooks are: they mean what the texts of "webhooks:statuses" say. docs/webhooks.md has the same
// table, and a test compares the two.
import type { BadgeProps } from "@shopify/polaris";
import type { WebhookState, WebhookStatus } from "../../queries/webhook-states.ts";

/** waiting: in place like `receiving`, but nothing came lately */
export type ShownStatus = WebhookStatus | "waiting";

export const STATUS_TONES: Record<ShownStatus, BadgeProps["tone"]> = {
  receiving: "success",
  waiting: "info",
  not_receiving: undefined,
  needs_permission: "attention",
  needs_filter: undefined,
  error: "critical",
};

export const SHOWN_STATUSES = Object.keys(STATUS_TONES) as ShownStatus[];

/** Silence is no error: how a webhook that is in place shows depends on whether it came. */
export const shownStatus = ({
  status,
  lastReceivedAt,
}: Pick<WebhookState, "status" | "lastReceivedAt">): ShownStatus =>
  status === "receiving" && lastReceivedAt === null ? "waiting" : status;
