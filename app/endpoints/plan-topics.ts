// What changes topic by topic mean for endpoints: one URL is one endpoint. Pure and client-safe: the panel tells with it
// what a save will do, and the save does it.
import { ALL_TOPICS, isOperational } from "./endpoint-fields.ts";
import { urlKey } from "./url-list.ts";

/** An endpoint and what it chose. */
export interface TopicChoice {
  id: string;
  url: string;
  /** names; or "*" and the names of operational topics */
  topics: string[];
}

/** Which URLs are to get a topic, and which no longer. */
export interface TopicChange {
  topic: string;
  add: string[];
  remove: string[];
}

export interface TopicPlan {
  create: { url: string; topics: string[] }[];
  /** `topics`: all that they have afterwards */
  change: TopicChoice[];
  /** those that are left without a topic */
  empty: TopicChoice[];
}

/** `endpoints`: oldest first. Of several with the same URL the oldest takes what is added. */
export function planTopics(endpoints: readonly TopicChoice[], changes: readonly TopicChange[]): TopicPlan {
  const after = new Map(endpoints.map((endpoint) => [endpoint.id, new Set(endpoint.topics)]));
  const created = new Map<string, { url: string; topics: Set<string> }>();
  const withUrl = (url: string) => endpoints.filter((endpoint) => urlKey(endpoint.url) === urlKey(url));

  for (const { topic, remove } of changes) {
    for (const { id } of remove.flatMap(withUrl)) after.get(id)?.delete(topic);
  }
  for (const { topic, add } of changes) {
    for (const url of add) {
      const same = withUrl(url).map(({ id }) => after.get(id) ?? new Set<string>());
      const made = created.get(urlKey(url)) ?? { url, topics: new Set<string>() };
      const [first = made.topics] = same;
      if (!same.some((topics) => hears(topics, topic))) first.add(topic);
      if (same.length === 0) created.set(urlKey(url), made);
    }
  }
  const planned = endpoints.map((endpoint) => ({ ...endpoint, topics: [...(after.get(endpoint.id) ?? [])] }));
  const changed = planned.filter(({ topics }, index) => !isSame(topics, endpoints[index]?.topics ?? []));
  return {
    create: [...created.values()].map(({ url, topics }) => ({ url, topics: [...topics] })),
    change: changed.filter(({ topics }) => topics.length > 0),
    empty: changed.filter(({ topics }) => topics.length === 0),
  };
}

/** Whether what was chosen means a topic. */
export const hears = (topics: ReadonlySet<string>, topic: string): boolean =>
  topics.has(topic) || (topics.has(ALL_TOPICS) && !isOperational(topic));

const isSame = (some: string[], others: string[]): boolean =>
  some.length === others.length && some.every((one) => others.includes(one));
