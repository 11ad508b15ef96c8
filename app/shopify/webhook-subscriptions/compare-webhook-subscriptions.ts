import { NAME_PREFIX, type WantedWebhookSubscription } from "./wanted-webhook-subscriptions.ts";
import { OPTIONAL_TOPICS, RULE_TOPICS } from "./webhook-topics.ts";

/** As Shopify has it. */
export interface ExistingWebhookSubscription {
  id: string;
  /** Shopify's enum, e.g. METAOBJECTS_CREATE */
  topic: string;
  name: string | null;
  uri: string;
  filter: string | null;
}

export interface Difference {
  create: WantedWebhookSubscription[];
  update: { id: string; wanted: WantedWebhookSubscription }[];
  remove: ExistingWebhookSubscription[];
}

/** METAOBJECTS_CREATE for metaobjects/create. */
export const topicEnum = (topic: string): string => topic.replace(/[/.]/g, "_").toUpperCase();

const TOPICS = new Map(
  [...OPTIONAL_TOPICS, ...RULE_TOPICS.map(({ topic }) => topic)].map((topic) => [topicEnum(topic), topic]),
);

/** And back; one that Carillon no longer knows stays as Shopify calls it. */
export const topicOfEnum = (name: string): string => TOPICS.get(name) ?? name;

/**
 * What has to change so that exactly the wanted ones exist and send to `uri`. Ours are known by the beginning of their
 * name, so that one that still sends to an address that the app has left is moved; all others are left alone.
 */
export function compareWebhookSubscriptions(
  wanted: WantedWebhookSubscription[],
  existing: ExistingWebhookSubscription[],
  uri: string,
): Difference {
  const left = existing.filter(({ name }) => name?.toLowerCase().startsWith(NAME_PREFIX));
  const difference: Difference = { create: [], update: [], remove: left };
  for (const item of wanted) {
    const index = left.findIndex(({ topic }) => topic === topicEnum(item.topic));
    const [found] = index < 0 ? [] : left.splice(index, 1);
    if (!found) difference.create.push(item);
    else if (found.uri !== uri || plainFilter(found.filter) !== plainFilter(item.filter))
      difference.update.push({ id: found.id, wanted: item });
  }
  return difference;
}

/**
 * White space and outer parentheses aside, which Shopify might write in its own way. If it ever rewrote more than that,
 * each run would set the filter again: `webhook_subscriptions.synced` then says `updated` every hour.
 */
function plainFilter(filter: string | null): string {
  const text = (filter ?? "").replace(/\s+/g, " ").trim();
  return /^\(.*\)$/.test(text) ? plainFilter(text.slice(1, -1)) : text;
}
