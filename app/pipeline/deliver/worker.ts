// The loop that delivers: claims what is due, sends it, records what came of it, and asks again. Any number of workers
// share one database. When it stops it lets what is under way end; when it is killed its leases run out.
import { setTimeout as pause } from "node:timers/promises";
import type { Deps } from "../../config/deps.ts";
import { rememberOpened } from "../../signing/remember-opened.ts";
import { SealError } from "../../signing/seal.ts";
import { attemptDelivery, isSendable } from "./attempt-delivery.ts";
import { claimDeliveries, LEASE_SECONDS, renewLeases } from "./claim.ts";
import type { ClaimedDelivery } from "./claimed-delivery.ts";
import { discardUnsendable } from "./discard-unsendable.ts";
import { nextDueIn } from "./next-due.ts";
import { postponeSealed } from "./postpone-sealed.ts";
import { createRecorder } from "./recorder.ts";
import { createSlots } from "./slots.ts";

/** How long a quiet worker waits before it asks when the next delivery is due. */
const QUIET_MS = 250;
const POLL_MS = 30_000;
const AFTER_ERROR_MS = 1_000;
const HELD_BACK: Found = { moreIn: AFTER_ERROR_MS, asksDatabase: false };
/** What the database does not take within this time after the last answer goes out again. */
const EXTRA_DRAIN_MS = 15_000;

/** Works until `signal` fires; resolves when everything under way is recorded. */
export async function runDeliveryWorker(deps: Deps, signal: AbortSignal): Promise<void> {
  const worker = createWorker(deps);
  const heartbeat = setInterval(worker.renew, (LEASE_SECONDS * 1000) / 3);
  while (!signal.aborted) {
    deps.loops.cameRound("deliveries");
    const seen = deps.wake.count("deliveries");
    const found = await worker.claim();
    if (found.moreIn > 0) await waitForWork(deps, seen, signal, found);
  }
  deps.loops.ended("deliveries");
  await worker.drain();
  clearInterval(heartbeat);
}

/** Until a wake-up, a slot that becomes free where there was none, or until something is due. */
async function waitForWork(
  { wake, pool }: Deps,
  seen: number,
  signal: AbortSignal,
  { moreIn, asksDatabase }: Found,
): Promise<void> {
  await wake.next(
    "deliveries",
    seen,
    asksDatabase ? Math.min(moreIn, QUIET_MS) : Math.min(moreIn, AFTER_ERROR_MS),
    signal,
  );
  if (!asksDatabase || moreIn <= QUIET_MS || wake.count("deliveries") !== seen || signal.aborted) return;
  const dueIn = await nextDueIn(pool).catch(() => AFTER_ERROR_MS);
  if (dueIn > 0) await wake.next("deliveries", seen, Math.min(dueIn, POLL_MS), signal);
}

interface Found {
  /** milliseconds until another claim finds more of what this one saw */
  moreIn: number;
  /** whether to ask what else is due: not while it has to wait for a slot here or for the database */
  asksDatabase: boolean;
}

function createWorker(given: Deps) {
  const deps = { ...given, seal: rememberOpened(given.seal) };
  const { pool, log, env, metrics } = deps;
  const recorder = createRecorder(deps);
  const slots = createSlots({
    concurrency: env.DELIVERY_CONCURRENCY,
    endpointCap: env.ENDPOINT_CONCURRENCY,
    now: () => performance.now(),
  });
  const underWay = new Set<Promise<void>>();
  /** whether something waits for a slot of this worker */
  let heldBack = false;
  let moreAt = Number.POSITIVE_INFINITY;
  let leasesMayHaveEnded = false;

  /** Returns whether it could. A delivery that has ended keeps no lease alive, even if its end could not be written. */
  async function renew(): Promise<boolean> {
    try {
      await renewLeases(pool, slots.taken());
      leasesMayHaveEnded = false;
    } catch (error) {
      log.error({ error: (error as Error).message }, "leases.renew_failed");
      leasesMayHaveEnded = true;
    }
    return !leasesMayHaveEnded;
  }

  async function deliver(delivery: ClaimedDelivery): Promise<void> {
    try {
      if (isSendable(delivery)) await recorder.record(await attemptDelivery(deps, delivery));
      else await discardUnsendable(deps, delivery);
    } catch (error) {
      if (error instanceof SealError) return await postponeSealed(deps, delivery).catch(() => undefined);
      // Its lease runs out and it is tried again.
      log.error({ delivery_id: delivery.id, error: (error as Error).message }, "delivery.broken");
    } finally {
      slots.free(delivery);
      metrics.inFlight(slots.count());
      if (heldBack) deps.wake.raise("deliveries");
    }
  }

  /** A lane that waits for its pace is not forgotten because a later claim passed it over. */
  function untilMore(moreIn: number): number {
    const now = performance.now();
    if (moreAt <= now) moreAt = Number.POSITIVE_INFINITY;
    moreAt = Math.min(moreAt, now + moreIn);
    return moreAt - now;
  }

  function start(delivery: ClaimedDelivery): void {
    slots.take(delivery);
    metrics.inFlight(slots.count());
    const done = deliver(delivery).finally(() => underWay.delete(done));
    underWay.add(done);
  }

  return {
    /** Claims for the free slots and starts sending. */
    async claim(): Promise<Found> {
      const limits = slots.limits();
      heldBack = limits.slots <= 0 || limits.slowSlots <= 0 || limits.fullShops.length > 0;
      if (limits.slots <= 0) return HELD_BACK;
      // What ended while the database was away waits here to be recorded; it must not be claimed as somebody else's.
      if (leasesMayHaveEnded && !(await renew())) return HELD_BACK;
      try {
        const startedAt = performance.now();
        const { deliveries, moreIn } = await claimDeliveries(pool, limits);
        metrics.claimed(deliveries.length, (performance.now() - startedAt) / 1_000);
        for (const delivery of deliveries) start(delivery);
        return { moreIn: untilMore(moreIn), asksDatabase: !heldBack };
      } catch (error) {
        log.error({ error: (error as Error).message }, "deliveries.claim_failed");
        leasesMayHaveEnded = true;
        return HELD_BACK;
      }
    },
    renew,
    async drain(): Promise<void> {
      const enough = new AbortController();
      // A request may take its time twice: until the answer begins, and for its body.
      const longest = 2 * env.DELIVERY_TIMEOUT_MS + EXTRA_DRAIN_MS;
      const limit = pause(longest, undefined, { signal: enough.signal }).catch(() => undefined);
      await Promise.race([Promise.all(underWay), limit]);
      enough.abort();
    },
  };
}
