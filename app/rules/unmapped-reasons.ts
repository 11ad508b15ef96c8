// Why a webhook became no event, in a sentence for the merchant. Client-safe.

interface Reason {
  sentence: string;
  /** whether other rules of the shop could map it */
  rules: boolean;
}

const fixed = (sentence: string): Reason => ({ sentence, rules: false });
const byRules = (sentence: string): Reason => ({ sentence, rules: true });

const REASONS: ReadonlyMap<string, Reason> = new Map([
  ["unknown_shop", fixed("Not mapped: the shop was not registered when this came.")],
  [
    "replayed_elsewhere",
    fixed("Not mapped: the same signed body came for another shop or another topic before."),
  ],
  ["no_shop_named", fixed("Not mapped: the privacy request does not name its shop.")],
  ["other_request", fixed("Not mapped: the body belongs to another privacy request.")],
  ["uninstalled", fixed("Not mapped: Carillon was uninstalled when this came.")],
  ["no_mapper", fixed("Not mapped: Carillon makes no event of this Shopify topic.")],
  ["merge_not_completed", fixed("Not mapped: the merge of the two customers was not completed.")],
  ["query_errors", fixed("Not mapped: Shopify could not read the metafield that this is about.")],
  [
    "rules_unreadable",
    byRules("Not mapped: this shop's stored rules are not understood by this release. Save them again."),
  ],
  ["no_coupon_rule", byRules("Not mapped: this shop has no coupon rule.")],
  ["no_rule_for_type", byRules("Not mapped: no rule names metaobjects of this type.")],
  ["no_tier_rule", byRules("Not mapped: no tier of this shop's rules names this segment or tag.")],
  ["no_preset", byRules("Not mapped: this shop has chosen no loyalty app or metafield to read.")],
  ["no_preset_for_metafield", byRules("Not mapped: this shop's rules do not read this metafield.")],
  [
    "no_subscription_source",
    byRules("Not mapped: this shop's rules do not name the app of this order as a source of contracts."),
  ],
  ["order_of_a_payment", fixed("Not mapped: the order pays for a contract that exists already.")],
  ["not_an_order_of_a_contract", fixed("Not mapped: the order pays for no contract.")],
]);

/** The words that a row of the inbox may have as its reason. */
export const UNMAPPED_REASONS: readonly string[] = [...REASONS.keys()];

/** Reasons that go away when the merchant's rules change. */
export const RULE_REASONS: readonly string[] = [...REASONS].flatMap(([reason, { rules }]) =>
  rules ? [reason] : [],
);

/** `reason`: a word of the table, or a sentence that says what broke. */
export function explainInbound(status: "unmapped" | "failed" | "waiting", reason: string | null): string {
  const known = REASONS.get(reason ?? "");
  if (known) return known.sentence;
  const plain = (reason ?? "").replace(/\.$/, "");
  if (status === "waiting") return plain ? `Waiting: ${plain}.` : "Waiting for Shopify's answer.";
  if (status === "failed") return `Failed: ${plain || "the reason is not known"}.`;
  return `Not mapped: ${plain.replaceAll("_", " ") || "the reason is not known"}.`;
}
