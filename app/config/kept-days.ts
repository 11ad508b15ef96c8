// How long is kept what no variable of the environment sets.

/** Bodies of the inbox are only needed to map again. */
export const INBOX_BODY_DAYS = 7;
/** Deduplication outlives what it protects, so that a late repeat is still known. */
export const EXTRA_KEY_DAYS = 30;
/** Shorter than this a shop cannot keep its log: weekly checks look back so far. */
export const SHORTEST_LOG_DAYS = 7;
