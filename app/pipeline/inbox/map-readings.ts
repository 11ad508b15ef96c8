// Maps webhooks that are ready for it: one respect after the other, in the order of their coming.
import type { Transaction } from "../../db/transaction.ts";
import { type Payload, parsePayload } from "../../topics/parse-payload.ts";
import { type Collection, collect, emptyCollection, writeCollection } from "../events/collect.ts";
import { takePayloads } from "../events/last-payloads.ts";
import { lockResources, type ResourceKey, resourceKey } from "../events/lock-resources.ts";
import type { Published } from "../events/publish-events.ts";
import type { Answers } from "../mapping/questions.ts";
import { storeFollowUps, wantedFollowUps } from "./follow-ups.ts";
import type { Reading } from "./read-row.ts";
import type { ShopContext } from "./shop-context.ts";

export interface AnsweredReading extends Reading {
  answers: Answers;
}

export interface MappedReadings {
  published: Published;
  /** what went wrong, by the webhook's id */
  problems: Map<string, string>;
}

/** Events, deliveries, states and follow-ups of all readings, written in the caller's transaction. */
export async function mapReadings(
  tx: Transaction,
  readings: AnsweredReading[],
  context: ShopContext,
): Promise<MappedReadings> {
  const resources = await lockResources(tx, readings.flatMap(lockedBy));
  const taken = await takePayloads(tx, readings.filter(({ mapper }) => mapper.usesLast).map(keyOfReading));
  const collection = emptyCollection(resources);
  const problems = new Map<string, string>();
  for (const reading of readings) {
    const problem = mapReading(reading, context, collection, taken);
    if (problem !== undefined) problems.set(reading.row.id, problem);
  }
  const published = await writeCollection(tx, collection, context.listeners);
  await storeFollowUps(tx, wantedFollowUps(collection.followUps, context), context.now);
  return { published, problems };
}

const keyOfReading = ({ row, resource }: Reading): ResourceKey => ({ shopId: row.shopId, resource });

const lockedBy = ({ row, resource, mapper, payload }: Reading): ResourceKey[] =>
  [resource, ...(mapper.alsoLocks?.(payload) ?? [])].map((locked) => ({
    shopId: row.shopId,
    resource: locked,
  }));

/** Returns what went wrong. A mapper that throws has met a payload nobody thought of: it upsets only itself. */
function mapReading(
  reading: AnsweredReading,
  context: ShopContext,
  collection: Collection,
  taken: Map<string, string>,
): string | undefined {
  const { row, payload, mapper, resource, customer, answers } = reading;
  const known = collection.resources.get(resourceKey(keyOfReading(reading)));
  if (!known) throw new Error("mapping a webhook whose resource is not locked");
  try {
    const output = mapper.map({
      topic: row.topic,
      ...{ payload, answers, resource },
      triggeredAt: row.triggeredAt,
      state: known.parts[mapper.part]?.state ?? null,
      owner: customer ?? known.customer,
      rules: context.rulesOf(row.shopId),
      now: context.now,
      last: mapper.usesLast ? lastOf(reading, collection, taken) : null,
    });
    known.customer = customer ?? known.customer;
    const { shopId, shopDomain, environment, body, id } = row;
    const kept = context.isChosen(shopId, mapper.makes) ? output : (mapper.unchosen?.(output) ?? output);
    collect(collection, { shopId, shopDomain, environment, body, inboundId: id }, known, mapper.part, kept);
    return undefined;
  } catch (error) {
    return (error as Error).message.slice(0, 500);
  }
}

/** The last payload of a resource: of this very batch, else the kept one. */
function lastOf(reading: Reading, collection: Collection, taken: Map<string, string>): Payload | null {
  const key = resourceKey(keyOfReading(reading));
  const body = collection.kept.get(key)?.body ?? taken.get(key);
  collection.kept.delete(key);
  return body === undefined ? null : (parsePayload(body) ?? null);
}
