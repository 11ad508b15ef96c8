// Who hears of the topics in a shop, and how many events of each there were lately.
import type { Deps } from "../config/deps.ts";
import { ALL_TOPICS, isOperational } from "../endpoints/endpoint-fields.ts";
import { triggerOfTopic } from "../topics/flow/triggers.ts";
import type { EndpointView } from "./endpoints.ts";

export interface TopicListener {
  id: string;
  url: string;
  description: string;
  status: EndpointView["status"];
  /** names; or "*" and the names of operational topics */
  topics: string[];
}

/** The shop's endpoints and what they chose, newest first. */
export async function topicListeners({ pool }: Pick<Deps, "pool">, shopId: string): Promise<TopicListener[]> {
  const { rows } = await pool.query<TopicListener>(
    `select e.id, e.url, e.description, e.status,
       case when e.all_topics then array['*'] else '{}' end ||
         array(select t.topic from endpoint_topic t where t.endpoint_id = e.id order by t.topic) as topics
     from endpoint e where e.shop_id = $1 and e.flow_trigger is null and e.deleted_at is null order by e.id desc`,
    [shopId],
  );
  return rows;
}

/** Whether an endpoint gets a topic's events; "*" leaves out operational ones. */
export const listensTo = ({ topics }: Pick<TopicListener, "topics">, topic: string): boolean =>
  topics.includes(topic) || (topics.includes(ALL_TOPICS) && !isOperational(topic));

interface TopicVolume {
  /** kept and sent to whoever had chosen them */
  kept: number;
  /** that nobody had chosen: counted and not kept */
  unchosen: number;
}

export interface TopicVolumes {
  /** by topic; without those of which there was nothing */
  byTopic: Map<string, TopicVolume>;
  /** whether there were more than were looked at */
  more: boolean;
}

/** No index sorts a shop's events by topic: the newest ones tell, at a bounded price. */
const NEWEST = 10_000;
const DAYS = 7;
const DAY_MS = 86_400_000;

/** Of the last seven days, as far as they are among the newest 10,000 events. Test calls do not count. */
export async function topicVolumes(
  { pool, clock }: Pick<Deps, "pool" | "clock">,
  shopId: string,
): Promise<TopicVolumes> {
  const since = new Date(clock.now().getTime() - DAYS * DAY_MS);
  // Not bounded by the id: without fresh statistics PostgreSQL would sort all of the shop's events.
  const { rows } = await pool.query<TopicVolume & { topic: string; more: boolean }>(
    `with newest as materialized (
       select topic, test, created_at from event where shop_id = $1 order by id desc limit ${NEWEST}
     ), counted as (
       select topic, count(*) as kept, 0 as unchosen from newest where not test and created_at >= $2 group by topic
       union all
       select topic, 0, sum(count) from unchosen_count where shop_id = $1 and day > $2::date group by topic
     )
     select topic, sum(kept)::int as kept, sum(unchosen)::int as unchosen,
       (select count(*) = ${NEWEST} and min(created_at) >= $2 from newest) as more
     from counted group by topic`,
    [shopId, since],
  );
  return {
    byTopic: new Map(rows.map(({ topic, kept, unchosen }) => [topic, { kept, unchosen }])),
    more: rows.some(({ more }) => more),
  };
}

export interface TriggerUse {
  /** of the Shopify Flow trigger that a topic starts */
  handle: string;
  /** whether a workflow that is on begins with it */
  used: boolean;
}

/** null for a topic that starts none. */
export async function flowTriggerUse(
  { prisma }: Pick<Deps, "prisma">,
  shopId: string,
  topic: string,
): Promise<TriggerUse | null> {
  const handle = triggerOfTopic(topic);
  if (handle === undefined) return null;
  const used = await prisma.endpoint.count({
    where: { shopId, flowTrigger: handle, deletedAt: null, status: "enabled" },
  });
  return { handle, used: used > 0 };
}
