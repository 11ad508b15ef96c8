// The membership rule: which lines of a contract or order are memberships.
import type { Rules } from "../../../rules/rules-schema.ts";

export type ContractKind = "subscription" | "membership" | "mixed";

/** The part of a kind that an event is about. */
export type Family = "subscription" | "membership";

export interface RuledLine {
  product: string | null;
  productTags: string[];
  sellingPlanGroups: string[];
}

export function isMembershipLine(line: RuledLine, { membership }: Rules): boolean {
  const tags = membership.tags.map((tag) => tag.toLowerCase());
  return (
    (line.product !== null && membership.products.includes(line.product)) ||
    line.sellingPlanGroups.some((group) => membership.selling_plan_groups.includes(group)) ||
    line.productTags.some((tag) => tags.includes(tag.toLowerCase()))
  );
}

/** A contract without lines is a subscription, as is every contract without a rule. */
export function kindOf(lines: RuledLine[], rules: Rules): ContractKind {
  const memberships = lines.filter((line) => isMembershipLine(line, rules)).length;
  if (memberships === 0) return "subscription";
  return memberships === lines.length ? "membership" : "mixed";
}

/** What has a membership twin; everything else fires as a subscription's, whatever the kind. */
const TWINS = new Set([
  "created",
  "updated",
  "paused",
  "reactivated",
  "cancelled",
  "expired",
  "billing_success",
  "billing_failure",
]);

export const hasTwin = (event: string): boolean => TWINS.has(event);

export function familiesOf(kind: ContractKind, event: string): Family[] {
  if (!hasTwin(event)) return ["subscription"];
  return kind === "mixed" ? ["subscription", "membership"] : [kind];
}

/** All topics that `familiesOf` can lead to. */
export const topicsOf = (event: string): string[] =>
  familiesOf("mixed", event).map((family) => `${family}/${event}`);
