// The year of the demo's shop, told to the app one chapter after the other. The app asks Shopify what a webhook means,
// so the shop moves on only when everything that a chapter tells at once has arrived and nothing is left to ask.
import { setTimeout as pause } from "node:timers/promises";
import { SandboxError } from "../sandbox-error.ts";
import type { Stack } from "../stack.ts";
import type { Chapter } from "../year/chapter.ts";
import type { Told } from "../year/hook.ts";
import { type SentHook, scramble, seededRandom } from "../year/scramble.ts";
import { momentOf, year } from "../year/year.ts";
import type { DemoShop } from "./demo-shop.ts";
import { difference, type Expected, expectedDeliveries, takenDeliveries } from "./expected.ts";
import type { ManagementApi } from "./management-api.ts";
import { EVERYTHING } from "./merchant.ts";

export interface ToldYear {
  /** webhooks sent, repeated ones included */
  inbound: number;
  /** what the app tells at once */
  told: Told[];
  /** What it tells after a gathering or at a due time. The demo's year passes too fast for most of it. */
  later: Told[];
}

const SEED = 1;
const PATIENCE_MS = 20_000;
const POLL_MS = 20;

/** Throws SandboxError when a chapter is not told, or a webhook is not taken. `retries`: as of `stack.send`. */
export async function tellYear(
  stack: Stack,
  api: ManagementApi,
  demo: DemoShop,
  { signal, retries = [] }: { signal?: AbortSignal; retries?: number[] } = {},
): Promise<ToldYear> {
  const random = seededRandom(SEED);
  const past: ToldYear = { inbound: 0, told: [], later: [] };
  const before = takenDeliveries(stack.receiver.received());
  for (const chapter of year(demo.shop)) {
    if (signal?.aborted) break;
    const triggeredAt = momentOf(chapter, demo.yearBegins);
    demo.setClock(triggeredAt);
    const { sends, told = [], later = [] } = chapter.act();
    past.told.push(...told);
    past.later.push(...later);
    for (const hook of scramble(sends, random)) {
      await send(stack, hook, triggeredAt, retries);
      past.inbound += 1;
    }
    await arrived(stack, api, chapter, [...before, ...expectedDeliveries(past.told, [EVERYTHING])]);
  }
  demo.setClock(undefined);
  return past;
}

async function send(stack: Stack, hook: SentHook, triggeredAt: Date, retries: number[]): Promise<void> {
  const sent = await stack.send({ ...hook, triggeredAt }, retries);
  if (sent.kind !== "accepted")
    throw new SandboxError(`The app did not take a webhook of ${hook.topic} (${JSON.stringify(sent)}).`);
}

async function arrived(
  stack: Stack,
  api: ManagementApi,
  { name }: Chapter,
  expected: Expected,
): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  let missing: Expected;
  do {
    missing = difference(expected, takenDeliveries(stack.receiver.received()));
    if (missing.length === 0 && (await isIdle(api))) return;
    await pause(POLL_MS);
  } while (Date.now() < until);
  throw new SandboxError(`"${name}" is not told. ${missing.join(", ") || "Questions to Shopify are left."}`);
}

/** Twice in a row, because a webhook that was just taken in may be about to ask. */
async function isIdle(api: ManagementApi): Promise<boolean> {
  for (let look = 0; look < 2; look++) {
    if (look > 0) await pause(POLL_MS);
    const { inbound } = await api.get<{ inbound: object[] }>("/inbound?status=waiting&limit=1");
    if (inbound.length > 0) return false;
  }
  return true;
}
