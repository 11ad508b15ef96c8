/** What an edit replaces. Headers are no part of it: of those an edit names only what it changes. */
export interface Replaced {
  url: string;
  description: string;
  /** names; or "*" and the names of operational topics */
  topics: readonly string[];
  rateLimit: number | null;
  weeklyCheck: boolean;
}

/** Changes with what an edit would replace, whatever the order of the topics. */
export const endpointVersion = ({ url, description, topics, rateLimit, weeklyCheck }: Replaced): string =>
  JSON.stringify([url, description, topics.toSorted(), rateLimit, weeklyCheck]);
