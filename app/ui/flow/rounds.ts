import type { TFunction } from "i18next";

/** How often one thing may go round through Shopify Flow: guard-loops.ts in the pipeline sees to it. */
export const MOST_ROUNDS = 3;

/** `round 2 of 3 at most`. `hops`: how often an event has come through Flow's action. */
export const roundText = (t: TFunction<"flow">, hops: number): string =>
  t(hops > MOST_ROUNDS ? "round.beyond" : "round.within", { hops, most: MOST_ROUNDS });
