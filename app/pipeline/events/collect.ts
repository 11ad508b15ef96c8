// Gathers what mappers and settlers return, and writes it all in the caller's transaction.
import type { Transaction } from "../../db/transaction.ts";
import type { FollowUp, MapOutput } from "../mapping/draft.ts";
import { keepPayloads, type LastPayload } from "./last-payloads.ts";
import {
  lockResources,
  type ResourceRow,
  type Resources,
  resourceKey,
  saveResources,
} from "./lock-resources.ts";
import { type Listener, matchEndpoints } from "./match-endpoints.ts";
import { type Merge, mergeParts, rekeyOwned } from "./merge-customers.ts";
import { type Published, publishEvents, type ShopDraft } from "./publish-events.ts";

/** Where an output comes from. */
export interface Origin {
  shopId: string;
  shopDomain: string;
  /** "test" makes all its events test events */
  environment: string | null;
  inboundId: string | null;
  /** the webhook as it came */
  body: string | null;
}

export interface ShopFollowUp extends FollowUp {
  shopId: string;
  shopDomain: string;
}

export interface Collection {
  resources: Resources;
  drafts: ShopDraft[];
  followUps: ShopFollowUp[];
  /** the newest payload of each resource */
  kept: Map<string, LastPayload & { topics: string[] }>;
  merges: Merge[];
}

export const emptyCollection = (resources: Resources): Collection => ({
  resources,
  drafts: [],
  followUps: [],
  kept: new Map(),
  merges: [],
});

/** Takes in what a part of a resource became. */
export function collect(
  collection: Collection,
  origin: Origin,
  known: ResourceRow,
  part: string,
  output: MapOutput,
): void {
  const { shopId, shopDomain, inboundId, environment, body } = origin;
  known.parts[part] = { state: output.state, dueAt: output.dueAt?.toISOString() };
  if (output.state === null && !output.dueAt) delete known.parts[part];
  if (output.merge) {
    const merge = { shopId, ...output.merge };
    mergeParts(collection.resources, merge);
    collection.merges.push(merge);
  }
  for (const draft of output.drafts)
    collection.drafts.push({
      ...draft,
      ...(environment === "test" && { environment }),
      ...{ shopId, shopDomain, inboundId },
    });
  for (const followUp of output.followUps ?? [])
    collection.followUps.push({ ...followUp, shopId, shopDomain });
  if (output.keepFor && body !== null) {
    const { resource, customer } = known;
    collection.kept.set(resourceKey(known), { shopId, resource, customer, body, topics: output.keepFor });
  }
}

/** Writes events, deliveries, states and last payloads. Follow-ups are the caller's: they belong into the inbox. */
export async function writeCollection(
  tx: Transaction,
  { resources, drafts, kept, merges }: Collection,
  listeners: Listener[],
): Promise<Published> {
  await lockMissing(tx, resources, drafts);
  const published = await publishEvents(tx, drafts, resources, listeners);
  await saveResources(tx, resources);
  await rekeyOwned(tx, merges);
  await keepPayloads(
    tx,
    [...kept.values()].filter(({ shopId, topics }) =>
      topics.some((topic) => matchEndpoints(listeners, shopId, topic).length > 0),
    ),
  );
  return published;
}

/** Some events are about something else than their webhook. A deadlock that this may cause is rare, and tried again. */
async function lockMissing(tx: Transaction, resources: Resources, drafts: ShopDraft[]): Promise<void> {
  const missing = drafts.flatMap(({ shopId, resource }) =>
    resource === null || resources.has(resourceKey({ shopId, resource })) ? [] : [{ shopId, resource }],
  );
  for (const [key, row] of await lockResources(tx, missing)) resources.set(key, row);
}
