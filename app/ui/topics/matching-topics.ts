// What of the catalogue a search and a choice of state leave over.
import type { TopicState } from "../../shopify/topic-states.ts";
import type { Topic } from "../../topics/catalog/topic.ts";
import { CATEGORIES, type Category } from "../../topics/categories.ts";

export const STATES = ["ready", "needs_permission", "needs_rule", "only_flow_or_api"] as const;

export interface TopicFacts {
  state: TopicState;
  /** how many get it */
  endpoints: number;
  /** of seven days */
  volume: { kept: number; unchosen: number };
}

/** A topic in the visitor's language. */
export interface ListedTopic extends TopicFacts {
  topic: Topic;
  /** what a search looks through */
  words: string;
}

export interface ListedCategory {
  category: Category;
  topics: ListedTopic[];
}

/** Those that have every word of `search`, and `state` unless it is empty, by category; categories without any are left out. */
export function matchingTopics(topics: ListedTopic[], search: string, state: string): ListedCategory[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const matching = topics.filter(
    (listed) =>
      (state === "" || listed.state.status === state) && words.every((word) => listed.words.includes(word)),
  );
  return (Object.keys(CATEGORIES) as Category[])
    .map((category) => ({
      category,
      topics: matching.filter(({ topic }) => topic.category === category),
    }))
    .filter((group) => group.topics.length > 0);
}
