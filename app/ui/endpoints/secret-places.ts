// Where new secrets stand below each other, and stood until they were stored. Pure.
import type { HeldSecret } from "./held-secrets.ts";

/** Of a secret that was stored: the place is kept while others are shown, and the secret is not. */
export interface Stored {
  /** counted from the first place */
  at: number;
  height: number;
}

export type Place = { at: number } & ({ held: HeldSecret } | { height: number });

/** The secrets in their order, each where it was before others were stored. */
export function placesOf(shown: readonly HeldSecret[], stored: readonly Stored[]): Place[] {
  const rest = [...shown];
  return Array.from({ length: shown.length + stored.length }, (_, at): Place => {
    const kept = stored.find((one) => one.at === at);
    const held = kept ? undefined : rest.shift();
    return held ? { at, held } : { at, height: kept?.height ?? 0 };
  });
}
