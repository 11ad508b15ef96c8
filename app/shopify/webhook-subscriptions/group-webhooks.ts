// The states of a shop's webhooks as the panel shows them: under the permission that each needs.
import type { WebhookState } from "../../queries/webhook-states.ts";
import type { Rules } from "../../rules/rules-schema.ts";
import { isGranted, scopeOfWebhook } from "../webhook-scopes.ts";
import { RULE_TOPICS, type RulePlace } from "./webhook-topics.ts";

export interface WebhookView extends WebhookState {
  /** the place in the rules without which the topic does not come; null when it is set, or when there is none */
  missingRule: RulePlace | null;
}

export interface WebhookGroup {
  /** access scope; null for what needs none */
  scope: string | null;
  /** granted · missing: the merchant may grant it · required: missing, and Shopify asks for it by itself */
  permission: "granted" | "missing" | "required";
  webhooks: WebhookView[];
}

/** `required`: the app's required scopes. Groups in the order of their scopes' names, what needs none last. */
export function groupWebhooks(
  states: readonly WebhookState[],
  rules: Rules,
  required: readonly string[],
): WebhookGroup[] {
  const byScope = Map.groupBy(states, ({ topic }) => scopeOfWebhook(topic) ?? null);
  const scopes = [...byScope.keys()].filter((scope) => scope !== null).sort();
  return [...scopes, ...(byScope.has(null) ? [null] : [])].map((scope) => {
    const webhooks = (byScope.get(scope) ?? []).map((state) => ({
      ...state,
      missingRule: missingRule(state, rules),
    }));
    return { scope, permission: permissionOf(scope, webhooks, required), webhooks };
  });
}

function permissionOf(
  scope: string | null,
  webhooks: readonly WebhookState[],
  required: readonly string[],
): WebhookGroup["permission"] {
  if (scope === null || !webhooks.some(({ status }) => status === "needs_permission")) return "granted";
  return isGranted(scope, required) ? "required" : "missing";
}

function missingRule({ topic }: WebhookState, rules: Rules): RulePlace | null {
  const row = RULE_TOPICS.find((candidate) => candidate.topic === topic);
  return row && !row.isNeeded(rules) ? row.rule : null;
}
