/** Which of its deliveries an endpoint's page shows. */
export const RECENT_OUTCOMES = ["all", "succeeded", "failed"] as const;
export type RecentOutcome = (typeof RECENT_OUTCOMES)[number];

/** Reads `show`; anything else means all. */
export const outcomeOf = (address: URLSearchParams): RecentOutcome =>
  RECENT_OUTCOMES.find((outcome) => outcome === address.get("show")) ?? "all";
