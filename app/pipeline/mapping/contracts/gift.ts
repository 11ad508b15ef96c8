// The gift rule: what of a contract or an order makes it a gift.
import type { Rules } from "../../../rules/rules-schema.ts";
import type { MapInput } from "../draft.ts";
import type { Attribute } from "../questions.ts";

interface Signs {
  attributes: Attribute[];
  tags: string[];
  sellingPlans: (string | null)[];
}

export interface Gift {
  /** the entry of the rule */
  matched: string;
}

export function giftOfContract({ answers, rules }: MapInput): Gift | undefined {
  if (answers.contract?.kind !== "known") return undefined;
  const { attributes, lines, originOrder } = answers.contract.value;
  return matchGift(
    {
      attributes: [...attributes, ...lines.flatMap((line) => line.attributes)],
      tags: originOrder?.tags ?? [],
      sellingPlans: lines.map(({ sellingPlan }) => sellingPlan),
    },
    rules,
  );
}

export function matchGift({ attributes, tags, sellingPlans }: Signs, { gift }: Rules): Gift | undefined {
  const lower = tags.map((tag) => tag.toLowerCase());
  const matched =
    gift.attributes.find((entry) => attributes.some((attribute) => isAttribute(entry, attribute))) ??
    gift.tags.find((tag) => lower.includes(tag.toLowerCase())) ??
    gift.selling_plans.find((plan) => sellingPlans.includes(plan));
  return matched === undefined ? undefined : { matched };
}

/** `name`, or `name=value`. */
function isAttribute(entry: string, { key, value }: Attribute): boolean {
  const split = entry.indexOf("=");
  if (split === -1) return entry === key;
  return entry.slice(0, split) === key && entry.slice(split + 1) === value;
}
