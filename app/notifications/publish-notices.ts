// In: notices that are not published. Out: for each one event about the endpoint, to the shop's other endpoints that
// name the topic, in one transaction with the mark that it was done. Any number of processes share the work; a crash
// leaves the notice unpublished.
import type { Deps } from "../config/deps.ts";
import { inTransaction, type Transaction } from "../db/transaction.ts";
import { loadListeners } from "../pipeline/events/listeners.ts";
import { lockResources, saveResources } from "../pipeline/events/lock-resources.ts";
import { type Published, publishEvents } from "../pipeline/events/publish-events.ts";
import { announceDeliveries } from "../pipeline/events/write-events.ts";
import { type EndpointNotice, endpointEvent } from "./endpoint-event.ts";

type Needs = Pick<Deps, "pool" | "log">;

const BATCH = 100;

/** Publishes what waits, up to a hundred. `waiting`: how many there were; others may be publishing them too. */
export async function publishNotices(deps: Needs): Promise<{ waiting: number; published: number }> {
  const { rows } = await deps.pool.query<{ id: string }>(
    `select id from notice where published_at is null order by id limit ${BATCH}`,
  );
  let published = 0;
  for (const { id } of rows) {
    // By itself: what is wrong with one notice holds up no other.
    const done = await publishNotice(deps, id).catch((error: Error) => {
      deps.log.error({ notice_id: id, error: error.message }, "notice.publishing_failed");
      return false;
    });
    if (done) published += 1;
  }
  return { waiting: rows.length, published };
}

async function publishNotice({ pool, log }: Needs, id: string): Promise<boolean> {
  const done = await inTransaction(pool, async (tx) => {
    if (!(await markPublished(tx, id))) return undefined;
    const notice = await loadNotice(tx, id);
    return { notice, made: notice && (await publish(tx, notice)) };
  });
  if (!done) return false;
  const { notice, made } = done;
  const facts = {
    notice_id: id,
    kind: notice?.kind,
    endpoint_id: notice?.endpoint.id,
    shop_id: notice?.shop.id,
  };
  log.info(
    { ...facts, event_id: made?.events[0]?.id, deliveries: made?.deliveries.length ?? 0 },
    "notice.published",
  );
  return true;
}

/** false when another process has it, or has done it. */
async function markPublished(tx: Transaction, id: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update notice set published_at = now() where id =
       (select id from notice where id = $1 and published_at is null for update skip locked)`,
    [id],
  );
  return rowCount === 1;
}

/** undefined when endpoint or shop are gone. */
async function loadNotice(tx: Transaction, id: string): Promise<EndpointNotice | undefined> {
  const { rows } = await tx.query<EndpointNotice>(
    `select n.id, n.kind, n.disabled_reason as "disabledReason", n.since, n.reason, n.status_code as "statusCode",
       n.created_at as "createdAt",
       json_build_object('id', e.id, 'url', e.url, 'description', e.description, 'flowTrigger', e.flow_trigger,
         'status', e.status, 'disabledReason', e.disabled_reason) as endpoint,
       case when n.kind = 'exhausted' and d.id is not null then
         json_build_object('id', d.id, 'topic', d.topic, 'eventId', d.event_id, 'attempts', d.attempts,
           'flowHops', coalesce(v.flow_hops, 0)) end as delivery,
       json_build_object('id', s.id, 'domain', s.domain, 'environment', s.environment) as shop
     from notice n join endpoint e on e.id = n.endpoint_id join shop s on s.id = n.shop_id
       left join delivery d on d.id = n.delivery_id left join event v on v.id = d.event_id
     where n.id = $1`,
    [id],
  );
  return rows[0];
}

/** Locks as all publishing does: endpoints, then the resource, then the event's key, then lanes. */
async function publish(tx: Transaction, notice: EndpointNotice): Promise<Published | undefined> {
  const draft = endpointEvent(notice);
  if (!draft) return undefined;
  const listeners = await loadListeners(tx, [notice.shop.id]);
  const others = listeners.filter(({ endpointId }) => endpointId !== notice.endpoint.id);
  const resources = await lockResources(tx, [{ shopId: notice.shop.id, resource: notice.endpoint.id }]);
  const published = await publishEvents(tx, [draft], resources, others);
  await saveResources(tx, resources);
  await announceDeliveries(tx, published.deliveries);
  return published;
}
