import { ALL_TOPICS } from "../../endpoints/endpoint-fields.ts";
import { TOPICS } from "../../topics/catalog.ts";
import { ordered } from "../endpoints/topic-selection.ts";

const ALL = TOPICS.map(({ name }) => name);

const options = (names: readonly string[]) => names.map((name) => ({ label: name, value: name }));

interface Titles {
  own: string;
  others: string;
}

/** The choices of a test call for Polaris' Select: the chosen topics first, unless they are all. */
export function testTopics(topics: readonly string[], titles: Titles) {
  const own = topics.includes(ALL_TOPICS) ? [] : ordered(topics);
  if (own.length === 0) return { first: ALL[0], options: options(ALL) };
  const others = ALL.filter((name) => !own.includes(name));
  return {
    first: own[0],
    options: [
      { title: titles.own, options: options(own) },
      { title: titles.others, options: options(others) },
    ].filter((group) => group.options.length > 0),
  };
}
