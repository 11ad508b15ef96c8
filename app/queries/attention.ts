// What of a shop's endpoints needs its merchant, and what they have chosen.
import type { Deps } from "../config/deps.ts";
import { firstIdAt } from "../db/ids.ts";
import { SENT_IN } from "./events-origin.ts";

const SILENT_DAYS = 30;
const DAY_MS = 86_400_000;
const MOST = 10;
/** Events that are looked through, as where they were last received (last-received.ts). */
const NEWEST = 10_000;

export interface EndpointTrouble {
  id: string;
  url: string;
  description: string;
  /** handle; null for a URL */
  flowTrigger: string | null;
  /** disabled: by Carillon · silent: nothing was sent to it for 30 days */
  kind: "disabled" | "failing" | "silent";
  /** failing | gone, when it is disabled */
  disabledReason: string | null;
  /** since when it is disabled, failing or as it is */
  since: Date;
  /** automatic attempts in a row; 0 where none failed */
  failures: number;
}

export interface EndpointTroubles {
  /** the worst first, ten at most */
  troubles: EndpointTrouble[];
  /** whether there are more */
  more: boolean;
}

export async function endpointTroubles(
  { pool, clock, env }: Pick<Deps, "pool" | "clock" | "env">,
  shopId: string,
): Promise<EndpointTroubles> {
  const before = (days: number) => new Date(clock.now().getTime() - days * DAY_MS);
  const quietSince = before(SILENT_DAYS);
  const { rows } = await pool.query<EndpointTrouble>(TROUBLES, [
    shopId,
    quietSince,
    firstIdAt("dlv", quietSince),
    before(env.LOG_RETENTION_DAYS),
    clock.now(),
  ]);
  return { troubles: rows.slice(0, MOST), more: rows.length > MOST };
}

/** Looked at with `between`, which is one endpoint all the same: so that no plan reads other endpoints' deliveries. */
const NOTHING_SENT = `(
  select d.id from delivery d
  where d.endpoint_id between e.id and e.id and d.id >= $3 and not d.test
  order by d.endpoint_id desc, d.id desc limit 1
) is null`;

/** Before that the log says nothing. $4, and what the shop wants of $5: what is older has aged out of it */
const LOG_SINCE = `greatest($4, (select $5::timestamptz - log_days * interval '1 day' from shop where id = $1), (
  select max(d.requested_at) from duty d join shop s on s.domain = d.shop_domain
  where s.id = $1 and d.kind = 'erase_log'
))`;

const TROUBLES = `
  with known as materialized (
    select e.*, s.first_at, coalesce(s.failures, 0) as failures, case
      when e.status = 'disabled' and e.disabled_reason in ('failing', 'gone') then 'disabled'
      when e.status = 'enabled' and s.failing then 'failing'
      when e.status = 'enabled' and e.flow_trigger is null and greatest(e.created_at, e.status_since, ${LOG_SINCE}) < $2
        and ${NOTHING_SENT} then 'silent' end as kind
    from endpoint e left join failure_streak s on s.endpoint_id = e.id
    where e.shop_id = $1 and e.deleted_at is null
  )
  select id, url, description, flow_trigger as "flowTrigger", kind, disabled_reason as "disabledReason",
    case kind when 'failing' then first_at else status_since end as since, failures
  from known where kind is not null
  order by array_position(array['disabled', 'failing', 'silent'], kind), since desc, id
  limit ${MOST + 1}`;

export interface Chosen {
  /** topics that are chosen by name, sorted */
  names: string[];
  /** whether somebody chose all, and so expects no single one */
  all: boolean;
}

/** By enabled URLs. */
export async function chosenTopics({ pool }: Pick<Deps, "pool">, shopId: string): Promise<Chosen> {
  const { rows } = await pool.query<Chosen>(
    `select coalesce(array_agg(distinct t.topic order by t.topic) filter (where t.topic is not null), '{}') as names,
       coalesce(bool_or(e.all_topics), false) as "all"
     from endpoint e left join endpoint_topic t on t.endpoint_id = e.id
     where e.shop_id = $1 and e.status = 'enabled' and e.flow_trigger is null and e.deleted_at is null`,
    [shopId],
  );
  return rows[0] ?? { names: [], all: false };
}

/** Of these topics, those of which one of the newest events came from Shopify Flow, a form or the API. */
export async function sentInTopics(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  topics: string[],
): Promise<Set<string>> {
  if (topics.length === 0) return new Set();
  const { rows } = await pool.query<{ topic: string }>(
    `select distinct e.topic from (
       select topic, inbound_id from event where shop_id = $1 and not test order by id desc limit ${NEWEST}
     ) e join inbound_webhook w on w.id = e.inbound_id
     where e.topic = any($2) and w.topic = any($3)`,
    [shopId, topics, SENT_IN],
  );
  return new Set(rows.map(({ topic }) => topic));
}

export interface RefusedWebhook {
  /** Shopify's */
  topic: string;
  /** Shopify's own */
  words: string | null;
}

/** What Shopify refused to send, at the last check. */
export async function refusedWebhooks(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
): Promise<RefusedWebhook[]> {
  const { rows } = await pool.query<RefusedWebhook>(
    "select topic, words from webhook_state where shop_id = $1 and status = 'error' order by topic",
    [shopId],
  );
  return rows;
}
