// The access scopes that Carillon has a use for, and how a shop stands with each.
import type { Topic } from "../topics/catalog/topic.ts";
import type { BlockedTopics } from "./blocked-topics.ts";
import { isGranted, scopeOfWebhook } from "./webhook-scopes.ts";

/** Those of shopify.app.toml that a merchant may grant later. A test compares the two. */
const OPTIONAL_SCOPES: readonly string[] = [
  "read_customer_payment_methods",
  "read_discounts",
  "read_metaobject_definitions",
  "read_metaobjects",
  "read_own_subscription_contracts",
  "read_store_credit_account_transactions",
  "read_store_credit_accounts",
];

export interface Permission {
  scope: string;
  granted: boolean;
  /** Shopify asks for it by itself; others the merchant grants at a button */
  required: boolean;
  /** names of those that a way of which needs it */
  topics: string[];
}

interface Circumstances {
  granted: readonly string[];
  /** the app's required scopes: SCOPES */
  required: readonly string[];
  topics: readonly Pick<Topic, "name" | "ways">[];
}

/** By the scope's name. */
export function permissionsOf({ granted, required, topics }: Circumstances): Permission[] {
  return [...new Set([...required, ...OPTIONAL_SCOPES])].sort().map((scope) => ({
    scope,
    granted: isGranted(scope, granted),
    required: isGranted(scope, required),
    topics: topics.filter(({ ways }) => needs(ways, scope)).map(({ name }) => name),
  }));
}

const needs = (ways: Topic["ways"], scope: string): boolean =>
  ways.some((way) => {
    const ofTopics = "topics" in way ? way.topics.map(scopeOfWebhook) : [];
    return [...ofTopics, ...(way.scopes ?? [])].includes(scope);
  });

interface Needed extends Omit<Circumstances, "topics"> {
  /** what keeps chosen topics away */
  blocked: readonly BlockedTopics[];
}

/** Scopes that the app or a chosen topic lacks: others may stay as they are for ever. */
export function missingScopes({ granted, required, blocked }: Needed): string[] {
  const wanted = blocked.flatMap((topics) => (topics.why === "needs_permission" ? [topics.scope] : []));
  return [...new Set([...required.filter((scope) => !isGranted(scope, granted)), ...wanted])];
}
