// Whether a shop can get a topic's events as it is now: by its permissions and by its rules.
import type { Deps } from "../config/deps.ts";
import { chosenFields } from "../rules/chosen-fields.ts";
import { PRESETS } from "../rules/presets.ts";
import type { Rules } from "../rules/rules-schema.ts";
import type { RuleName, Topic, Way } from "../topics/catalog/topic.ts";
import { loadOfflineSession } from "./access-token.ts";
import { isGranted, scopeOfWebhook } from "./webhook-scopes.ts";

export interface Availability {
  status: "ready" | "needs_permission" | "needs_rule" | "only_flow_or_api";
  /** access scope */
  missing_scope: string | null;
  /** place in the shop's rules */
  missing_rule: NeededRule | null;
}

type NeededRule = RuleName | "loyalty.presets" | "loyalty.metafields";

/** The scopes that the shop has granted; none for a shop that was registered by command. */
export async function grantedScopes(
  { prisma, shopify }: Pick<Deps, "prisma" | "shopify">,
  shopId: string,
): Promise<string[]> {
  const { domain } = await prisma.shop.findUniqueOrThrow({ where: { id: shopId }, select: { domain: true } });
  const session = shopify && (await loadOfflineSession(shopify, domain));
  return session?.scope?.split(",") ?? [];
}

/** Of several ways the one for which least is missing counts, and of those the first. */
export function availabilityOf({ ways }: Pick<Topic, "ways">, granted: string[], rules: Rules): Availability {
  const open = ways.filter(({ kind }) => kind !== "api");
  const [best] = open
    .map((way) => ({ missing_scope: missingScope(way, granted), missing_rule: missingRule(way, rules) }))
    .sort((a, b) => count(a) - count(b));
  if (!best) return { status: "only_flow_or_api", missing_scope: null, missing_rule: null };
  return { status: statusOf(best), ...best };
}

const OWN_CONTRACTS = "read_own_subscription_contracts";

/**
 * Whether contracts of other apps tell a topic of contracts too: Shopify shows an app only its own. "rule": their orders
 * would, once the shop's rules name their apps; "never": no order does; null: they do, or it is no matter of contracts
 */
export type OtherApps = "rule" | "never" | null;

/** The best way decides whether a topic is one of contracts. */
export function otherAppsOf({ ways }: Pick<Topic, "ways">, rules: Rules): OtherApps {
  const open = ways.filter(({ kind }) => kind !== "api");
  const isOwn = (way: Way) => neededScopes(way).includes(OWN_CONTRACTS);
  if (!open[0] || !isOwn(open[0])) return null;
  if (open.every(isOwn)) return "never";
  return IS_SET.subscription_source(rules) ? null : "rule";
}

type Missing = Omit<Availability, "status">;

const count = ({ missing_scope, missing_rule }: Missing): number =>
  Number(missing_scope !== null) + Number(missing_rule !== null);

function statusOf({ missing_scope, missing_rule }: Missing): Availability["status"] {
  if (missing_scope !== null) return "needs_permission";
  return missing_rule === null ? "ready" : "needs_rule";
}

const missingScope = (way: Way, granted: string[]): string | null =>
  neededScopes(way).find((scope) => !isGranted(scope, granted)) ?? null;

function neededScopes(way: Way): string[] {
  const topics = "topics" in way ? way.topics : [];
  return [...topics.map(scopeOfWebhook), ...(way.scopes ?? [])].filter((scope) => scope !== undefined);
}

function missingRule({ rules: needed = [], reads }: Way, rules: Rules): NeededRule | null {
  if (reads && !isRead(rules, reads)) return hasPreset(reads) ? "loyalty.presets" : "loyalty.metafields";
  return needed.find((name) => !IS_SET[name](rules)) ?? null;
}

const isRead = (rules: Rules, reads: NonNullable<Way["reads"]>): boolean =>
  [...chosenFields(rules, "customer", [reads]), ...chosenFields(rules, "shop", [reads])].length > 0;

const hasPreset = (reads: Way["reads"]): boolean =>
  PRESETS.some(({ fields }) => fields.some((field) => field.reads === reads));

const hasEntries = (lists: Record<string, unknown[]>): boolean =>
  Object.values(lists).some((entries) => entries.length > 0);

const IS_SET: Record<RuleName, (rules: Rules) => boolean> = {
  membership: ({ membership }) => hasEntries(membership),
  subscription_source: ({ subscription_source }) => hasEntries(subscription_source),
  gift: ({ gift }) => hasEntries(gift),
  coupons: ({ coupons }) => hasEntries(coupons),
  "loyalty.rule_types": ({ loyalty }) => loyalty.rule_types.length > 0,
  "loyalty.tier_types": ({ loyalty }) => loyalty.tier_types.length > 0,
  "loyalty.tiers.segment": ({ loyalty }) => loyalty.tiers.some(({ segment }) => segment !== null),
  "loyalty.tiers.tag": ({ loyalty }) => loyalty.tiers.some(({ tag }) => tag !== null),
};
