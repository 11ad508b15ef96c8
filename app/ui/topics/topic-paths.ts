// Where the panel tells of topics.

/** The page of a topic. */
export const topicPath = (topic: string): string => `/app/topics/${topic}`;

/** On it, the part that tells how its events come about. */
export const recipePath = (topic: string): string => `${topicPath(topic)}#${RECIPE}`;

export const RECIPE = "how-it-comes";

/** `rule`: place in the shop's rules, e.g. "loyalty.tiers.tag" */
export const rulePath = (rule: string): string => `/app/settings/rules#${rule}`;
