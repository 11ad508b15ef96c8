// In: an event that another app or the merchant's own code sent, checked. Out: a row in the inbox, committed, from
// which exactly one event is made, under the id that is returned here. A crash between the idempotency key and the row
// leaves the key: the sender's next try finds it and stores the row under the id that the key holds.
import type { Deps } from "../../config/deps.ts";
import { newId } from "../../db/ids.ts";
import type { Payload } from "../../topics/parse-payload.ts";

export interface SentEvent {
  topic: string;
  data: Payload;
  /** gid, or the sender's own id of what the event is about */
  resource: string | null;
  /** gid */
  customer: string | null;
  triggeredAt: Date;
}

export interface IdempotencyKey {
  key: string;
  /** SHA-256 of the request's body, hex */
  bodyHash: string;
}

/** repeated: the same request came before. conflict: another one with the same key did. */
export type EventOutcome =
  | { kind: "accepted" | "repeated"; id: string }
  | { kind: "conflict" }
  | { kind: "unavailable" };

type Needs = Pick<Deps, "pool" | "prisma" | "inbox" | "log">;

export async function acceptEvent(
  deps: Needs,
  shopId: string,
  event: SentEvent,
  idempotency?: IdempotencyKey,
): Promise<EventOutcome> {
  try {
    const fresh = newId("evt");
    const claim = idempotency && (await claimKey(deps, shopId, idempotency, fresh));
    if (claim && claim.bodyHash !== idempotency.bodyHash) return { kind: "conflict" };
    const id = claim?.eventId ?? fresh;
    await storeEvent(deps, shopId, id, event);
    const kind = id === fresh ? "accepted" : "repeated";
    deps.log.info({ kind, shop_id: shopId, topic: event.topic, event_id: id }, "inbox.accepted");
    return { kind, id };
  } catch (error) {
    deps.log.error(
      { error: (error as Error).message, shop_id: shopId, topic: event.topic },
      "inbox.unavailable",
    );
    return { kind: "unavailable" };
  }
}

/** The key's first holder; an update that changes nothing returns him in the same breath in which he may appear. */
async function claimKey(
  { pool }: Needs,
  shopId: string,
  { key, bodyHash }: IdempotencyKey,
  eventId: string,
): Promise<{ bodyHash: string; eventId: string } | undefined> {
  const { rows } = await pool.query<{ bodyHash: string; eventId: string }>(
    `insert into api_event_key as k (shop_id, key, body_hash, event_id) values ($1, $2, $3, $4)
     on conflict (shop_id, key) do update set seen_at = k.seen_at
     returning body_hash as "bodyHash", event_id as "eventId"`,
    [shopId, key, bodyHash, eventId],
  );
  return rows[0];
}

/** The webhook id is made of the event's: it outlives a key that has aged out, and takes a repetition in once. */
async function storeEvent({ prisma, inbox }: Needs, shopId: string, id: string, event: SentEvent) {
  const { domain } = await prisma.shop.findUniqueOrThrow({ where: { id: shopId }, select: { domain: true } });
  const { topic, data, resource, customer, triggeredAt } = event;
  await inbox.store({
    shopDomain: domain,
    webhookId: `api:${id}`,
    topic: "carillon/event",
    eventId: null,
    apiVersion: null,
    triggeredAt,
    body: JSON.stringify({ event_id: id, topic, data, resource, customer, triggered_at: triggeredAt }),
  });
}
