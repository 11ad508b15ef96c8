// What the table webhook_state says of each topic after a check. What the words mean to the merchant stands in
// app/ui/webhooks/statuses.ts and docs/webhooks.md.
import type { WebhookState } from "../../queries/webhook-states.ts";
import { type Circumstances, isPermitted } from "./wanted-webhook-subscriptions.ts";
import { APP_TOPICS, OPTIONAL_TOPICS, RULE_TOPICS, type RuleTopic } from "./webhook-topics.ts";

/** A topic, how it stands, and Shopify's own words where it refused. */
export type TopicState = Pick<WebhookState, "topic" | "status" | "words">;

/**
 * Of every topic that Carillon listens to. `troubles`: those that Shopify lacks or refused; the others that are wanted,
 * it has. Those of the toml cannot be looked at: they count as being there when their permission is.
 */
export function statesOfWebhooks(
  circumstances: Circumstances,
  troubles: readonly TopicState[],
): TopicState[] {
  const troubleOf = new Map(troubles.map((trouble) => [trouble.topic, trouble]));
  const always = [...APP_TOPICS, ...OPTIONAL_TOPICS].map((topic) => ({
    topic,
    inPlace: "receiving" as const,
  }));
  const byRule = RULE_TOPICS.map((row) => ({ topic: row.topic, inPlace: byRules(row, circumstances) }));
  return [...always, ...byRule].map(({ topic, inPlace }) => {
    if (!isPermitted(topic, circumstances)) return { topic, status: "needs_permission", words: null };
    return troubleOf.get(topic) ?? { topic, status: inPlace, words: null };
  });
}

function byRules({ isNeeded, filter }: RuleTopic, { rules }: Circumstances): WebhookState["status"] {
  if (isNeeded(rules)) return "receiving";
  return filter ? "needs_filter" : "not_receiving";
}
