import { ALL_TOPICS, isOperational } from "../../endpoints/endpoint-fields.ts";
import type { TopicChoice } from "../../endpoints/plan-topics.ts";
import { urlKey } from "../../endpoints/url-list.ts";
import type { TopicEdit } from "./edits.ts";

/** A URL that gets a topic. */
export interface Chip {
  url: string;
  /** of the endpoints that have it; none for one that is to be made */
  endpointIds: string[];
  /** whether it gets every topic, so that it cannot be taken away from this one */
  always: boolean;
}

/** The URLs that get a topic, as it will be when it is saved: those that are there first. */
export function chipsOf(
  endpoints: readonly TopicChoice[],
  topic: string,
  { add, remove }: TopicEdit,
): Chip[] {
  const chips = new Map<string, Chip>();
  for (const { id, url, topics } of endpoints) {
    const always = topics.includes(ALL_TOPICS) && !isOperational(topic);
    if (!always && !topics.includes(topic)) continue;
    const chip = chips.get(urlKey(url)) ?? { url, endpointIds: [], always: false };
    chips.set(urlKey(url), { url, endpointIds: [...chip.endpointIds, id], always: chip.always || always });
  }
  for (const url of remove) {
    if (!chips.get(urlKey(url))?.always) chips.delete(urlKey(url));
  }
  for (const url of add) chips.set(urlKey(url), { url, endpointIds: idsOf(endpoints, url), always: false });
  return [...chips.values()];
}

const idsOf = (endpoints: readonly TopicChoice[], url: string): string[] =>
  endpoints.filter((endpoint) => urlKey(endpoint.url) === urlKey(url)).map(({ id }) => id);
