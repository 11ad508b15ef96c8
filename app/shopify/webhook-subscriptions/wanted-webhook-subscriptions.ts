// The webhooks that depend on the shop: on its rules and on what its merchant has granted. Those that are the same for
// every shop stand in the app's toml.
import type { Rules } from "../../rules/rules-schema.ts";
import { isGranted, scopeOfWebhook } from "../webhook-scopes.ts";
import { OPTIONAL_TOPICS, RULE_TOPICS } from "./webhook-topics.ts";

export interface WantedWebhookSubscription {
  /** Shopify's, e.g. metaobjects/create */
  topic: string;
  /** unique in the app and shop */
  name: string;
  /** in Shopify's search syntax; null lets everything through */
  filter: string | null;
}

/** What decides which webhooks a shop gets. */
export interface Circumstances {
  rules: Rules;
  /** access scopes that the shop has granted */
  granted: readonly string[];
  /** access scopes that the app requires of every shop: SCOPES */
  required: readonly string[];
}

/** Names of ours begin so. */
export const NAME_PREFIX = "carillon-";

/** Those that a shop's rules ask for. */
export const PER_SHOP_TOPICS: readonly string[] = RULE_TOPICS.map(({ topic }) => topic);

/** Whether the shop's permissions let the topic come. */
export function isPermitted(topic: string, { granted }: Pick<Circumstances, "granted">): boolean {
  const scope = scopeOfWebhook(topic);
  return scope === undefined || isGranted(scope, granted);
}

/** Whether the toml of this app brings the topic: it has those of the scopes that the app requires. */
function isInToml(topic: string, { required }: Pick<Circumstances, "required">): boolean {
  const scope = scopeOfWebhook(topic);
  return scope !== undefined && isGranted(scope, required);
}

/**
 * What the shop's rules need and its granted scopes allow. Topics of an optional scope are wanted as soon as it is
 * granted, whether somebody listens yet or not: changes of a contract are told by its last known state, so whoever
 * chooses such a topic tomorrow needs today's.
 */
export function wantedWebhookSubscriptions(circumstances: Circumstances): WantedWebhookSubscription[] {
  const byRule = RULE_TOPICS.filter(({ isNeeded }) => isNeeded(circumstances.rules)).map(
    ({ topic, filter }) => named(topic, filter?.(circumstances.rules)),
  );
  const optional = OPTIONAL_TOPICS.filter((topic) => !isInToml(topic, circumstances)).map((topic) =>
    named(topic),
  );
  return [...byRule, ...optional].filter(({ topic }) => isPermitted(topic, circumstances));
}

const named = (topic: string, filter: string | null = null): WantedWebhookSubscription => ({
  topic,
  name: NAME_PREFIX + topic.replace(/[/.]/g, "-"),
  filter,
});
