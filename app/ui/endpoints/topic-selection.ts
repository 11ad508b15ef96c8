// What a click in the topic picker makes of the choice. A choice is a list of names in the catalogue's order, or "*"
// alone.
import { ALL_TOPICS } from "../../endpoints/endpoint-fields.ts";
import { TOPICS, type Topic } from "../../topics/catalog.ts";
import { CATEGORIES, type Category } from "../../topics/categories.ts";

export interface TopicGroup {
  category: Category;
  label: string;
  topics: Topic[];
}

/** In the catalogue's order, without names it does not know. */
export const ordered = (topics: readonly string[]): string[] =>
  topics.includes(ALL_TOPICS)
    ? [ALL_TOPICS]
    : TOPICS.filter(({ name }) => topics.includes(name)).map(({ name }) => name);

/** With `names` added, or taken away. */
export const withTopics = (chosen: readonly string[], names: readonly string[], on: boolean): string[] =>
  ordered(on ? [...chosen, ...names] : chosen.filter((name) => !names.includes(name)));

/** The categories and those of their topics that have every word of `search` in name or description. */
export function matchingGroups(search: string): TopicGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = ({ name, description }: Topic) =>
    words.every((word) => `${name} ${description}`.toLowerCase().includes(word));
  return (Object.keys(CATEGORIES) as Category[])
    .map((category) => ({
      category,
      label: CATEGORIES[category],
      topics: TOPICS.filter((topic) => topic.category === category && matches(topic)),
    }))
    .filter(({ topics }) => topics.length > 0);
}
