// What of the catalogue a shop can get as it is now, and what came last.
import type { Deps } from "../config/deps.ts";
import { lastReceived } from "../queries/last-received.ts";
import { loadStoredRules } from "../rules/load-rules.ts";
import { TOPICS } from "../topics/catalog.ts";
import {
  type Availability,
  availabilityOf,
  grantedScopes,
  type OtherApps,
  otherAppsOf,
} from "./topic-availability.ts";

export interface TopicState extends Availability {
  /** to the day for a topic that nobody has chosen */
  last_received: Date | null;
  /** for the panel alone */
  otherApps: OtherApps;
}

/** By the topic's name. Rules that are not understood count as none. */
export async function topicStates(
  deps: Pick<Deps, "prisma" | "pool" | "shopify">,
  shopId: string,
): Promise<Record<string, TopicState>> {
  const [granted, { rules }, last] = await Promise.all([
    grantedScopes(deps, shopId),
    loadStoredRules(deps.pool, shopId),
    lastReceived(deps, shopId),
  ]);
  return Object.fromEntries(
    TOPICS.map((topic) => [
      topic.name,
      {
        ...availabilityOf(topic, granted, rules),
        last_received: last.get(topic.name) ?? null,
        otherApps: otherAppsOf(topic, rules),
      },
    ]),
  );
}
