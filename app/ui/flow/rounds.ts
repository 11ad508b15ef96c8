/** How often one thing may go round through Shopify Flow: guard-loops.ts in the pipeline sees to it. */
export const MOST_ROUNDS = 3;

/** `round 2 of 3 at most`. `hops`: how often an event has come through Flow's action. */
export const roundText = (hops: number): string =>
  hops > MOST_ROUNDS
    ? `round ${hops}, and after ${MOST_ROUNDS} it starts no workflows`
    : `round ${hops} of ${MOST_ROUNDS} at most`;
