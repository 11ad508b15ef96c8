import { NAME_PREFIX, type WantedWebhookSubscription } from "./wanted-webhook-subscriptions.ts";

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
    else if (found.uri !== uri || (found.filter || null) !== item.filter)
      difference.update.push({ id: found.id, wanted: item });
  }
  return difference;
}
