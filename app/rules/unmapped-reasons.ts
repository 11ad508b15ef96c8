// Why a webhook became no event, in a sentence for the merchant. Client-safe.

interface Reason {
  sentence: string;
  /** whether other rules of the shop could map it */
  rules: boolean;
}

const REASONS: Record<string, Reason> = {
  unknown_shop: {
    sentence: "Not mapped: the shop was not registered when this came.",
    rules: false,
  },
  no_mapper: {
    sentence: "Not mapped: Carillon makes no event of this Shopify topic.",
    rules: false,
  },
  no_coupon_rule: {
    sentence: "Not mapped: this shop has no coupon rule.",
    rules: true,
  },
  no_rule_for_type: {
    sentence: "Not mapped: no rule names metaobjects of this type.",
    rules: true,
  },
};

/** Reasons that go away when the merchant's rules change. */
export const RULE_REASONS: string[] = Object.keys(REASONS).filter((reason) => REASONS[reason]?.rules);

/** `reason`: a word of the table, or a sentence that says what broke. */
export function explainInbound(status: "unmapped" | "failed" | "waiting", reason: string | null): string {
  const known = reason !== null && REASONS[reason];
  if (known) return known.sentence;
  const plain = (reason ?? "").replace(/\.$/, "");
  if (status === "waiting") return plain ? `Waiting: ${plain}.` : "Waiting for Shopify's answer.";
  if (status === "failed") return `Failed: ${plain || "the reason is not known"}.`;
  return `Not mapped: ${plain.replaceAll("_", " ") || "the reason is not known"}.`;
}
