import type pg from "pg";
import { inTransaction } from "../db/transaction.ts";
import { lockResources, saveResources } from "../pipeline/events/lock-resources.ts";
import { CONTENT_PART, withSettled } from "../pipeline/mapping/content-family.ts";
import { buyerOf } from "../pipeline/mapping/read-payload.ts";
import type { Found } from "../shopify/reconcile/found.ts";
import type { Step } from "./find-missing.ts";

interface Settled {
  found: Found;
  step: Step;
}

/** An order that was paid or sent before anybody watched stays so: without this it would be read at each of its changes. */
export async function rememberSettled(pool: pg.Pool, shopId: string, settled: Settled[]): Promise<void> {
  if (settled.length === 0) return;
  await inTransaction(pool, async (tx) => {
    const keys = settled.map(({ found }) => ({ shopId, resource: found.id }));
    const resources = await lockResources(tx, keys);
    for (const row of resources.values()) {
      const theirs = settled.filter(({ found }) => found.id === row.resource);
      const part = row.parts[CONTENT_PART];
      const state = withSettled(
        part?.state,
        theirs.map(({ step }) => step),
      );
      row.parts[CONTENT_PART] = { ...part, state };
      row.customer ??= theirs.map(({ found }) => buyerOf(found.payload))[0] ?? null;
    }
    await saveResources(tx, resources);
  });
}
