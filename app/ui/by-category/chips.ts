import { ALL_TOPICS, isOperational } from "../../endpoints/endpoint-fields.ts";
import { urlKey } from "../../endpoints/url-list.ts";
import type { EndpointChoice } from "../../queries/endpoint-list.ts";

/** What is to change of a topic. */
export interface TopicEdit {
  /** URLs that are to get it */
  add: string[];
  /** URLs that are to get it no longer */
  remove: string[];
}

export const NO_EDIT: TopicEdit = { add: [], remove: [] };

/** A URL that gets a topic. */
export interface Chip {
  url: string;
  /** those that have it; none for one that is to be made */
  endpoints: EndpointChoice[];
  /** whether it gets every topic, so that it cannot be taken away from this one */
  always: boolean;
}

/** The URLs that get a topic, as it will be when it is saved: those that are there first. */
export function chipsOf(
  endpoints: readonly EndpointChoice[],
  topic: string,
  { add, remove }: TopicEdit,
): Chip[] {
  const chips = new Map<string, Chip>();
  for (const endpoint of endpoints) {
    const { url, topics } = endpoint;
    const always = topics.includes(ALL_TOPICS) && !isOperational(topic);
    if (!always && !topics.includes(topic)) continue;
    const chip = chips.get(urlKey(url)) ?? { url, endpoints: [], always: false };
    chips.set(urlKey(url), {
      url,
      endpoints: [...chip.endpoints, endpoint],
      always: chip.always || always,
    });
  }
  for (const url of remove) {
    if (!chips.get(urlKey(url))?.always) chips.delete(urlKey(url));
  }
  for (const url of add) {
    const same = endpoints.filter((endpoint) => urlKey(endpoint.url) === urlKey(url));
    chips.set(urlKey(url), { url, endpoints: same, always: false });
  }
  return [...chips.values()];
}
