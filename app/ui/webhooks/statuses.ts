// What the words about webhooks mean. docs/webhooks.md has the same table, and a test compares the two.
import type { BadgeProps } from "@shopify/polaris";
import type { WebhookState, WebhookStatus } from "../../queries/webhook-states.ts";

/** waiting: in place like `receiving`, but nothing came lately */
type ShownStatus = WebhookStatus | "waiting";

interface Meaning {
  label: string;
  tone: BadgeProps["tone"];
  /** one sentence */
  meaning: string;
}

export const STATUSES: Record<ShownStatus, Meaning> = {
  receiving: {
    label: "Receiving",
    tone: "success",
    meaning: "Shopify has it, and it has come.",
  },
  waiting: {
    label: "Waiting",
    tone: "info",
    meaning:
      "Shopify has it, and it is none of the newest 10,000 webhooks: nothing of the kind happened lately.",
  },
  not_receiving: {
    label: "Not receiving",
    tone: undefined,
    meaning:
      "No rule of the shop needs it, or Shopify did not have it at the last check and has yet to take it.",
  },
  needs_permission: {
    label: "Needs permission",
    tone: "attention",
    meaning: "The shop has not granted the access scope that it belongs to.",
  },
  needs_filter: {
    label: "Needs filter",
    tone: undefined,
    meaning: "Shopify sends it only for metaobject types that are named, and the shop's rules name none.",
  },
  error: {
    label: "Error",
    tone: "critical",
    meaning: "Shopify refused it; its own words stand beside it.",
  },
};

/** Silence is no error: how a webhook that is in place shows depends on whether it came. */
export const shownStatus = ({
  status,
  lastReceivedAt,
}: Pick<WebhookState, "status" | "lastReceivedAt">): ShownStatus =>
  status === "receiving" && lastReceivedAt === null ? "waiting" : status;
