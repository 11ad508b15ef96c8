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
  /** which chapter was not told, and what of it; with it the year has ended */
  stuck?: string;
}

const SEED = 1;
const PATIENCE_MS = 20_000;
const POLL_MS = 20;

/** Throws SandboxError when a webhook is not taken. `retries`: as of `stack.send`. */
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
    const expected = [...before, ...expectedDeliveries(past.told, [EVERYTHING])];
    const stuck = await waitFor(stack, api, chapter, expected);
    if (stuck) return { ...past, stuck };
  }
  return past;
}

async function send(stack: Stack, hook: SentHook, triggeredAt: Date, retries: number[]): Promise<void> {
  const sent = await stack.send({ ...hook, triggeredAt }, retries);
  if (sent.kind !== "accepted")
    throw new SandboxError(`The app did not take a webhook of ${hook.topic} (${JSON.stringify(sent)}).`);
}

/** What is still missing when patience ends. */
async function waitFor(
  stack: Stack,
  api: ManagementApi,
  { name }: Chapter,
  expected: Expected,
): Promise<string | undefined> {
  const until = Date.now() + PATIENCE_MS;
  let missing: Expected;
  do {
    missing = difference(expected, takenDeliveries(stack.receiver.received()));
    if (missing.length === 0 && (await isIdle(api))) return undefined;
    await pause(POLL_MS);
  } while (Date.now() < until);
  return `the year stopped at "${name}": ${missing.join(", ") || "questions to Shopify are left"}`;
}

/** Twice in a row, because a webhook that was just taken in may be about to ask. */
async function isIdle(api: ManagementApi): Promise<boolean> {
  for (let look = 0; look < 2; look++) {
    if (look > 0) await pause(POLL_MS);
    if (await isAsking(api)) return false;
  }
  return true;
}

/** What has a reason was put off; that may be a leftover of the last time. */
async function isAsking(api: ManagementApi): Promise<boolean> {
  const path = "/inbound?status=waiting&limit=100";
  const { inbound } = await api.get<{ inbound: { reason: string | null }[] }>(path);
  return inbound.some(({ reason }) => reason === null);
}
