// Shopify's delivery: at least once and in no order. The same seed gives the same confusion.
import { randomUUID } from "node:crypto";
import type { Hook } from "./hook.ts";

export interface SentHook extends Hook {
  /** a repeated delivery has the same */
  webhookId: string;
}

/** A sequence of numbers from 0 to 1 (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const REPEATED = 0.2;
/** As when a second webhook subscription of the topic is forgotten somewhere. */
const TWICE = 0.1;

export function scramble(hooks: Hook[], random: () => number): SentHook[] {
  const sent = hooks.flatMap((hook): SentHook[] => {
    const one = { ...hook, webhookId: randomUUID() };
    const chance = random();
    if (chance < REPEATED) return [one, one];
    return chance < REPEATED + TWICE ? [one, { ...hook, webhookId: randomUUID() }] : [one];
  });
  return sent
    .map((hook) => ({ hook, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ hook }) => hook);
}
