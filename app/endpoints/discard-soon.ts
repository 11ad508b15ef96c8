import type pg from "pg";
import { discardWaiting } from "./change-status.ts";

/** A merchant waits for the answer. */
const BUDGET_MS = 5_000;

/**
 * Ends what waits for an endpoint that was just disabled or deleted. Hundreds of thousands take longer than anybody
 * waits: the rest is done while the caller goes on, and by finish-discards.ts if this process ends first.
 */
export async function discardSoon(pool: pg.Pool, endpointId: string): Promise<void> {
  await discardWaiting(pool, endpointId, BUDGET_MS);
  void discardWaiting(pool, endpointId).catch(() => undefined);
}
