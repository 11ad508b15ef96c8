// What this worker has under way, and how many requests more it may begin: no shop gets more than half of its slots,
// and neither do the slow endpoints together, so that those who answer always find a free one.

import type { ClaimLimits } from "./claim.ts";
import type { ClaimedDelivery } from "./claimed-delivery.ts";

interface UnderWay {
  delivery: ClaimedDelivery;
  since: number;
}

interface SlotsOptions {
  /** requests in flight in this process */
  concurrency: number;
  endpointCap: number;
  /** milliseconds, from any zero */
  now: () => number;
}

/** A request that takes longer makes its endpoint a slow one while it lasts. */
const SLOW_MS = 1_000;
const MOST_PER_CLAIM = 200;

export function createSlots({ concurrency, endpointCap, now }: SlotsOptions) {
  const underWay = new Map<ClaimedDelivery, UnderWay>();
  const perShop = new Map<string, number>();
  const half = Math.max(1, Math.ceil(concurrency / 2));

  const count = (shopId: string, by: 1 | -1) => {
    const sum = (perShop.get(shopId) ?? 0) + by;
    if (sum === 0) perShop.delete(shopId);
    else perShop.set(shopId, sum);
  };

  const olderThan = (ms: number) => [...underWay.values()].filter(({ since }) => since < now() - ms);

  /** Of endpoints with a request that takes long everything counts as slow, and so does what was slow when claimed. */
  function slowOnes(): { endpoints: Set<string>; busy: number } {
    const endpoints = new Set(olderThan(SLOW_MS).map(({ delivery }) => delivery.endpointId));
    const isSlow = ({ slow, endpointId }: ClaimedDelivery) => slow || endpoints.has(endpointId);
    return { endpoints, busy: [...underWay.keys()].filter(isSlow).length };
  }

  return {
    take(delivery: ClaimedDelivery): void {
      underWay.set(delivery, { delivery, since: now() });
      count(delivery.shopId, 1);
    },
    free(delivery: ClaimedDelivery): void {
      if (underWay.delete(delivery)) count(delivery.shopId, -1);
    },
    taken: (): ClaimedDelivery[] => [...underWay.keys()],
    count: (): number => underWay.size,
    limits(): ClaimLimits {
      const slow = slowOnes();
      return {
        slots: Math.min(concurrency - underWay.size, MOST_PER_CLAIM),
        slowSlots: half - slow.busy,
        shopSlots: (shopId) => half - (perShop.get(shopId) ?? 0),
        fullShops: [...perShop].filter(([, taken]) => taken >= half).map(([shopId]) => shopId),
        slowEndpoints: [...slow.endpoints],
        endpointCap,
      };
    },
  };
}
