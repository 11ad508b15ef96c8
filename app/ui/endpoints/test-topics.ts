import { ALL_TOPICS } from "../../endpoints/endpoint-fields.ts";
import { TOPICS } from "../../topics/catalog.ts";
import { ordered } from "./topic-selection.ts";

const ALL = TOPICS.map(({ name }) => name);

const options = (names: readonly string[]) => names.map((name) => ({ label: name, value: name }));

/** The choices of a test call for Polaris' Select: the endpoint's topics first, unless it has every topic. */
export function testTopics(topics: string[]) {
  const own = topics.includes(ALL_TOPICS) ? [] : ordered(topics);
  if (own.length === 0) return { first: ALL[0], options: options(ALL) };
  const others = ALL.filter((name) => !own.includes(name));
  return {
    first: own[0],
    options: [
      { title: "Topics of this endpoint", options: options(own) },
      { title: "Other topics", options: options(others) },
    ].filter((group) => group.options.length > 0),
  };
}
