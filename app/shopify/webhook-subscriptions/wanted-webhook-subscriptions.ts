// The webhooks that depend on a shop's rules. Those that are the same for every shop stand in shopify.app.toml.
import type { Rules } from "../../rules/rules-schema.ts";
import { isGranted, scopeOfWebhook } from "../webhook-scopes.ts";

export interface WantedWebhookSubscription {
  /** Shopify's, e.g. metaobjects/create */
  topic: string;
  /** unique in the app and shop */
  name: string;
  /** in Shopify's search syntax; null lets everything through */
  filter: string | null;
}

/** Names of ours begin so. */
export const NAME_PREFIX = "carillon-";

interface PerShop {
  topic: string;
  isWanted(rules: Rules): boolean;
  filter?(rules: Rules): string;
}

const metaobjectTypes = ({ loyalty }: Rules): string[] =>
  [...new Set([...loyalty.rule_types, ...loyalty.tier_types])].sort();

const namesTypes = (rules: Rules) => metaobjectTypes(rules).length > 0;
const namesSegments = ({ loyalty }: Rules) => loyalty.tiers.some(({ segment }) => segment !== null);
const namesTiers = ({ loyalty }: Rules) => loyalty.tiers.length > 0;
const namesCoupons = ({ coupons }: Rules) => Object.values(coupons).some((entries) => entries.length > 0);

/** Shopify refuses metaobjects/* without a type and knows no wildcard. */
const ofTypes = (rules: Rules) =>
  metaobjectTypes(rules)
    .map((type) => `type:${type}`)
    .join(" OR ");

const PER_SHOP: readonly PerShop[] = [
  { topic: "metaobjects/create", isWanted: namesTypes, filter: ofTypes },
  { topic: "metaobjects/update", isWanted: namesTypes, filter: ofTypes },
  { topic: "customer.joined_segment", isWanted: namesSegments },
  { topic: "customer.left_segment", isWanted: namesSegments },
  { topic: "segments/create", isWanted: namesTiers }, // it may have a tier's name
  { topic: "segments/update", isWanted: namesTiers },
  { topic: "discounts/create", isWanted: namesCoupons },
  { topic: "discounts/update", isWanted: namesCoupons },
  { topic: "discounts/redeemcode_added", isWanted: namesCoupons },
];

export const PER_SHOP_TOPICS: readonly string[] = PER_SHOP.map(({ topic }) => topic);

/** What the shop's rules need and its granted scopes allow. */
export function wantedWebhookSubscriptions(
  rules: Rules,
  grantedScopes: readonly string[],
): WantedWebhookSubscription[] {
  return PER_SHOP.filter(({ topic, isWanted }) => {
    const scope = scopeOfWebhook(topic);
    return isWanted(rules) && scope !== undefined && isGranted(scope, grantedScopes);
  }).map(({ topic, filter }) => ({
    topic,
    name: NAME_PREFIX + topic.replace(/[/.]/g, "-"),
    filter: filter?.(rules) ?? null,
  }));
}
