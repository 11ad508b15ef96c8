// The loop that delivers: claims what is due, sends it, records what came of it, and asks again. Any number of workers
// share one database. When it stops it lets what is under way end; when it is killed its leases run out.
import { setTimeout as pause } from "node:timers/promises";
import type { Deps } from "../../config/deps.ts";
import { attemptDelivery } from "./attempt-delivery.ts";
import { claimDeliveries, LEASE_SECONDS, renewLeases } from "./claim.ts";
import type { ClaimedDelivery } from "./claimed-delivery.ts";
import { discardExpired } from "./discard-expired.ts";
import { createRecorder } from "./recorder.ts";

const POLL_MS = 1_000;
const MOST_PER_CLAIM = 200;
/** Longer than any request may take; what the database does not take by then goes out again. */
const DRAIN_MS = 45_000;

/** Works until `signal` fires; resolves when everything under way is recorded. */
export async function runDeliveryWorker(deps: Deps, signal: AbortSignal): Promise<void> {
  const worker = createWorker(deps);
  const heartbeat = setInterval(worker.renew, (LEASE_SECONDS * 1000) / 3);
  while (!signal.aborted) {
    const seen = deps.wake.count("deliveries");
    const claimed = await worker.claim();
    if (claimed === 0) await deps.wake.next("deliveries", seen, POLL_MS, signal);
    else await worker.slotFree();
  }
  await worker.drain();
  clearInterval(heartbeat);
}

function createWorker(deps: Deps) {
  const { pool, log, env } = deps;
  const recorder = createRecorder(deps);
  const underWay = new Map<ClaimedDelivery, Promise<void>>();

  async function deliver(delivery: ClaimedDelivery): Promise<void> {
    try {
      if (delivery.body === null) await discardExpired(pool, delivery);
      else await recorder.record(await attemptDelivery(deps, delivery));
    } catch (error) {
      // Its lease runs out and it is tried again.
      log.error({ delivery_id: delivery.id, error: (error as Error).message }, "delivery.broken");
    } finally {
      underWay.delete(delivery);
    }
  }

  return {
    /** Claims for the free slots and starts sending; returns how many. */
    async claim(): Promise<number> {
      const slots = Math.min(env.DELIVERY_CONCURRENCY - underWay.size, MOST_PER_CLAIM);
      try {
        const claimed = await claimDeliveries(pool, { slots, endpointCap: env.ENDPOINT_CONCURRENCY });
        for (const delivery of claimed) underWay.set(delivery, deliver(delivery));
        return claimed.length;
      } catch (error) {
        log.error({ error: (error as Error).message }, "deliveries.claim_failed");
        return 0;
      }
    },
    async slotFree(): Promise<void> {
      if (underWay.size >= env.DELIVERY_CONCURRENCY) await Promise.race(underWay.values());
    },
    /** A delivery that has ended keeps no lease alive, even if its end could not be written. */
    renew: () =>
      renewLeases(pool, [...underWay.keys()]).catch((error: Error) =>
        log.error({ error: error.message }, "leases.renew_failed"),
      ),
    async drain(): Promise<void> {
      const enough = new AbortController();
      const limit = pause(DRAIN_MS, undefined, { signal: enough.signal }).catch(() => undefined);
      await Promise.race([Promise.all(underWay.values()), limit]);
      enough.abort();
    },
  };
}
