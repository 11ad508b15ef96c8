// The loops that tell of endpoints. They wait to be woken; the long timeouts only make up for a wake-up that was lost.
import type { Deps } from "../config/deps.ts";
import { mailDue, nextMailIn } from "./mail-due.ts";
import { publishNotices } from "./publish-notices.ts";

const IDLE_MS = 120_000;
/** What others are just dealing with, or what failed. */
const SOON_MS = 1_000;
const AFTER_ERROR_MS = 10_000;
const DRAIN_MS = 5_000;

/** Publishes until `signal` fires. */
export async function runNoticeWorker(deps: Deps, signal: AbortSignal): Promise<void> {
  await repeat(deps, signal, async () => {
    deps.loops.cameRound("notices", IDLE_MS / 1_000);
    const { waiting, published } = await publishNotices(deps);
    if (published > 0) return 0;
    return waiting > 0 ? SOON_MS : IDLE_MS;
  });
  deps.loops.ended("notices");
}

/**
 * Mails until `signal` fires; what is being sent then has a few seconds to end. Not watched: a mail server that hangs
 * holds it up for minutes, and must not take the process out of service.
 */
export function runMailWorker(deps: Deps, signal: AbortSignal): Promise<void> {
  const late = new AbortController();
  const hurry = () => setTimeout(() => late.abort(), DRAIN_MS).unref();
  signal.addEventListener("abort", hurry, { once: true });
  return repeat(deps, signal, async () => {
    if ((await mailDue(deps, late.signal)) > 0) return 0;
    const next = await nextMailIn(deps);
    return Math.min(Math.max(next ?? IDLE_MS, SOON_MS), IDLE_MS);
  });
}

/** `work` returns how many milliseconds it may rest, unless there is news. */
async function repeat(
  { wake, log }: Pick<Deps, "wake" | "log">,
  signal: AbortSignal,
  work: () => Promise<number>,
): Promise<void> {
  while (!signal.aborted) {
    const seen = wake.count("notices");
    const rest = await work().catch((error: Error) => {
      log.error({ error: error.message }, "notices.failed");
      return AFTER_ERROR_MS;
    });
    if (rest > 0) await wake.next("notices", seen, rest, signal);
  }
}
