// What a click in the topic picker makes of the choice. A choice is a list of names in the catalogue's order; or "*" and
// after it the operational topics that were chosen with it.
import { ALL_TOPICS, isOperational } from "../../endpoints/endpoint-fields.ts";
import { TOPICS, type Topic } from "../../topics/catalog.ts";
import { CATEGORIES, type Category } from "../../topics/categories.ts";

export interface TopicGroup {
  category: Category;
  topics: Topic[];
}

/** In the catalogue's order, without names it does not know and those that "*" means anyway. */
export function ordered(topics: readonly string[]): string[] {
  const all = topics.includes(ALL_TOPICS);
  const names = TOPICS.map(({ name }) => name).filter(
    (name) => topics.includes(name) && (!all || isOperational(name)),
  );
  return all ? [ALL_TOPICS, ...names] : names;
}

/** Every topic instead of `chosen`. */
export const withAll = (chosen: readonly string[]): string[] => ordered([ALL_TOPICS, ...chosen]);

/** What was chosen `before` every topic was, with the operational topics of now. */
export const withoutAll = (chosen: readonly string[], before: readonly string[]): string[] =>
  ordered([...before.filter((name) => !isOperational(name)), ...chosen.filter(isOperational)]);

/** With `names` added, or taken away. */
export const withTopics = (chosen: readonly string[], names: readonly string[], on: boolean): string[] =>
  ordered(on ? [...chosen, ...names] : chosen.filter((name) => !names.includes(name)));

/** The topics that "*" does not mean. */
export const operationalGroups = (): TopicGroup[] =>
  matchingGroups("").filter(({ topics }) => topics.some(({ name }) => isOperational(name)));

/**
 * The categories and those of their topics that have every word of `search` in name or description. `describe`: a topic's
 * description in the visitor's language.
 */
export function matchingGroups(
  search: string,
  describe: (topic: Topic) => string = ({ description }) => description,
): TopicGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (topic: Topic) =>
    words.every((word) => `${topic.name} ${describe(topic)}`.toLowerCase().includes(word));
  return (Object.keys(CATEGORIES) as Category[])
    .map((category) => ({
      category,
      topics: TOPICS.filter((topic) => topic.category === category && matches(topic)),
    }))
    .filter(({ topics }) => topics.length > 0);
}
