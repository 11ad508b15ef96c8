// The reasons for which webhooks became no event, with what came for each of them.
import type { InboundCount } from "../../queries/inbound.ts";

export interface ReasonGroup extends Pick<InboundCount, "status" | "reason" | "count" | "lastReceivedAt"> {
  /** as the inbox calls them, the most frequent first */
  topics: string[];
}

/** Counts by status and reason, the most frequent first. `counts`: by topic as well, in that order. */
export function groupReasons(counts: InboundCount[]): ReasonGroup[] {
  const groups = Map.groupBy(counts, ({ status, reason }) => `${status} ${reason}`);
  return [...groups.values()].map(toGroup).sort((a, b) => b.count - a.count);
}

function toGroup(counts: InboundCount[]): ReasonGroup {
  const [{ status, reason } = { status: "unmapped" as const, reason: null }] = counts;
  return {
    ...{ status, reason, topics: counts.map(({ topic }) => topic) },
    count: counts.reduce((sum, { count }) => sum + count, 0),
    lastReceivedAt: new Date(Math.max(...counts.map(({ lastReceivedAt }) => lastReceivedAt.getTime()))),
  };
}

/** Which part of the shop's rules would help, by reason. */
const RULES: Record<string, string> = {
  no_coupon_rule: "coupons",
  no_rule_for_type: "loyalty.rule_types",
  no_tier_rule: "loyalty.tiers.segment",
  no_preset: "loyalty.presets",
  no_preset_for_metafield: "loyalty.metafields",
  no_subscription_source: "subscription_source",
};

export const ruleOf = (reason: string | null): string => RULES[reason ?? ""] ?? "membership";
