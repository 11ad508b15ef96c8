// A quiet day in the shop: a webhook every second or two, several stories under way at a time, new ones following.
import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Stack } from "../stack.ts";
import { allStories } from "../traffic/all-stories.ts";
import type { Story } from "../traffic/step.ts";
import type { DemoShop } from "./demo-shop.ts";
import { tell } from "./tell-stories.ts";

const AT_ONCE = 4;
/** In development the app is away for a few seconds at a time. */
export const RETRIES_MS = [2_000, 4_000, 8_000];

/** Runs until the signal. `say` gets a line for each webhook that the app did not take. */
export async function trickle(
  stack: Stack,
  demo: DemoShop,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<void> {
  const waiting: Story[] = [];
  const underWay: Story[] = [];
  while (!signal.aborted) {
    if (waiting.length === 0) waiting.push(...allStories(new Date(), demo.newContract));
    while (underWay.length < AT_ONCE) underWay.push([...(waiting.shift() ?? [])]);
    const at = randomInt(underWay.length);
    const step = underWay[at]?.shift();
    if (step) await tell(stack, step, RETRIES_MS).catch((error: Error) => say(error.message));
    if (!underWay[at]?.length) underWay.splice(at, 1);
    await pause(randomInt(1_000, 2_000), undefined, { signal }).catch(() => undefined);
  }
}
