// What proves nothing is counted and, from one address, limited. Only what is refused anyway is ever limited: a right
// signature or token behind the same address (a proxy that TRUST_PROXY does not know of, an office) goes through.
// Counted in each process for itself.
import type { Request } from "express";
import { ipKeyGenerator, MemoryStore } from "express-rate-limit";
import type { Deps } from "../config/deps.ts";
import type { Surface } from "../metrics/metrics.ts";

export const LIMITED = "Too many requests from this address were refused. Try again in a minute.";
export const RETRY_AFTER_SECONDS = 60;

const PER_ADDRESS = 60;

/** Resolves to whether the sender of a request that is refused for `reason` has been refused too often in this minute. */
export type IsOverLimit = (request: Request, reason: string) => Promise<boolean>;

export function createRefusals({ metrics }: Pick<Deps, "metrics">, surface: Surface): IsOverLimit {
  const store = new MemoryStore();
  store.init({ windowMs: RETRY_AFTER_SECONDS * 1_000 } as Parameters<MemoryStore["init"]>[0]);
  return async (request, reason) => {
    metrics.refused(surface, reason);
    const { totalHits } = await store.increment(addressOf(request));
    const isOver = totalHits > PER_ADDRESS;
    if (isOver) metrics.limited(surface);
    return isOver;
  };
}

/** As far as TRUST_PROXY lets it be known; IPv6 counts by network. */
export const addressOf = (request: Request): string => ipKeyGenerator(request.ip ?? "");
