// In: drafts, and the locked resources that they are about. Out: for each draft that is new and that somebody chose,
// one event with its payload and one delivery per endpoint, written in the caller's transaction: all of it or nothing.
// What the merchant holds back is taken out here, before anything is stored: every receiver gets the same bytes.
import { newId } from "../../db/ids.ts";
import type { Transaction } from "../../db/transaction.ts";
import { holdBack } from "../../privacy/hold-back.ts";
import { serializeEnvelope } from "../../topics/envelope.ts";
import type { EventDraft } from "../mapping/draft.ts";
import { withheldFrom } from "./guard-loops.ts";
import { type Resources, resourceKey } from "./lock-resources.ts";
import { type Listener, matchEndpoints } from "./match-endpoints.ts";
import { tellLiveStreams } from "./tell-live-streams.ts";
import { insertDeliveries, insertEvents, type NewDelivery, type NewEvent } from "./write-events.ts";

/** A draft of a certain shop. */
export interface ShopDraft extends EventDraft {
  shopId: string;
  shopDomain: string;
  inboundId: string | null;
}

export interface Published {
  events: NewEvent[];
  deliveries: NewDelivery[];
  /** drafts that had happened before, or that nobody chose: nothing was stored for them */
  skipped: { draft: ShopDraft; why: "known" | "unchosen" }[];
}

interface Chosen {
  /** of the event */
  id: string;
  draft: ShopDraft;
  chosenBy: Listener[];
}

/**
 * `resources` must hold a locked row for every draft's resource; their sequence numbers go up. The deliveries are sent
 * once announceDeliveries() has been called, as the last thing of the transaction.
 */
export async function publishEvents(
  tx: Transaction,
  drafts: ShopDraft[],
  resources: Resources,
  listeners: Listener[],
): Promise<Published> {
  const published: Published = { events: [], deliveries: [], skipped: [] };
  if (drafts.length === 0) return published;
  const fresh = await claimKeys(tx, drafts);
  const chosen: Chosen[] = [];
  for (const draft of drafts) {
    const id = fresh.get(draft);
    const chosenBy = matchEndpoints(listeners, draft.shopId, draft.topic);
    if (id === undefined) published.skipped.push({ draft, why: "known" });
    else if (chosenBy.length === 0) published.skipped.push({ draft, why: "unchosen" });
    else chosen.push({ id, draft, chosenBy });
  }
  for (const { id, draft, chosenBy } of chosen) {
    // Every listener of a shop says the same, and there is one.
    const data = holdBack(draft.data, chosenBy[0]?.heldBack ?? []);
    published.events.push(toEvent(id, { ...draft, data }, resources));
    published.deliveries.push(...chosenBy.flatMap((listener) => toDelivery(id, draft, listener) ?? []));
  }
  await insertEvents(tx, published.events);
  await insertDeliveries(tx, published.deliveries);
  await countUnchosen(tx, published.skipped);
  await tellLiveStreams(tx, published.events, listeners);
  return published;
}

/** The new drafts with their events' ids. Of two drafts with one key the first counts. */
async function claimKeys(tx: Transaction, drafts: ShopDraft[]): Promise<Map<ShopDraft, string>> {
  const byKey = new Map<string, { draft: ShopDraft; id: string }>();
  for (const draft of drafts) {
    const key = `${draft.shopId} ${draft.key}`;
    if (!byKey.has(key)) byKey.set(key, { draft, id: draft.id ?? newId("evt") });
  }
  const sorted = [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, claim]) => claim);
  const { rows } = await tx.query<{ event_id: string }>({
    name: "claim-event-keys",
    text: `insert into event_key (shop_id, key, event_id) select * from unnest($1::text[], $2::text[], $3::text[])
     on conflict do nothing returning event_id`,
    values: [
      sorted.map(({ draft }) => draft.shopId),
      sorted.map(({ draft }) => draft.key),
      sorted.map(({ id }) => id),
    ],
  });
  const claimed = new Set(rows.map((row) => row.event_id));
  return new Map(sorted.filter(({ id }) => claimed.has(id)).map(({ draft, id }) => [draft, id]));
}

function toEvent(id: string, draft: ShopDraft, resources: Resources): NewEvent {
  const sequence = draft.resource === null ? null : nextSequence(draft.shopId, draft.resource, resources);
  return {
    ...draft,
    id,
    sequence,
    test: false,
    flowHops: draft.flowHops ?? 0,
    body: serializeEnvelope({ ...draft, id, test: false, sequence }),
  };
}

function nextSequence(shopId: string, resource: string, resources: Resources): number {
  const row = resources.get(resourceKey({ shopId, resource }));
  if (!row) throw new Error("publishing an event about a resource that is not locked");
  row.sequence += 1;
  return row.sequence;
}

/** undefined for a live stream. */
function toDelivery(
  eventId: string,
  { shopId, topic, flowHops = 0 }: ShopDraft,
  listener: Listener,
): NewDelivery | undefined {
  const { endpointId } = listener;
  if (endpointId === null) return undefined;
  const withheld = withheldFrom(listener, { topic, flowHops });
  return { id: newId("dlv"), shopId, endpointId, eventId, topic, withheld };
}

async function countUnchosen(tx: Transaction, skipped: Published["skipped"]): Promise<void> {
  const unchosen = skipped.filter(({ why }) => why === "unchosen");
  if (unchosen.length === 0) return;
  await tx.query({
    name: "count-unchosen",
    text: `insert into unchosen_count (shop_id, topic, day, count)
     select shop_id, topic, (now() at time zone 'utc')::date, count(*)
     from unnest($1::text[], $2::text[]) as t (shop_id, topic) group by shop_id, topic order by shop_id, topic
     on conflict (shop_id, topic, day) do update set count = unchosen_count.count + excluded.count`,
    values: [unchosen.map(({ draft }) => draft.shopId), unchosen.map(({ draft }) => draft.topic)],
  });
}
