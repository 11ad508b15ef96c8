// The process that reconciles, and that maps what was found as the app does meanwhile.
import "#sandbox/redirect-shopify.ts";
import { setTimeout as pause } from "node:timers/promises";
import { readEnv } from "#app/config/env.ts";
import { createDeps, type OwnedDeps } from "#app/create-deps.ts";
import { processInbound } from "#app/pipeline/inbox/process-inbound.ts";
import { reconcileDue } from "#app/reconcile/reconcile-shops.ts";
import { createOpenShop } from "#app/shopify/reconcile/open-shop.ts";
import { serveAsks } from "./end-to-end/child.ts";
import type { Counts } from "./reconcile.ts";

process.channel?.ref(); // the redirection let go of it
let owned: OwnedDeps | undefined;

serveAsks({
  async open() {
    const env = readEnv(process.env);
    owned = await createDeps(env, env.DATABASE_URL ?? "");
  },
  async reconcile(): Promise<Counts> {
    if (!owned) throw new Error("it was not opened");
    const { deps } = owned;
    const stop = new AbortController();
    let isDone = false;
    async function map(): Promise<void> {
      while (!isDone) if ((await processInbound(deps)) === 0) await pause(50);
      while ((await processInbound(deps)) > 0);
    }
    const mapping = map();
    await reconcileDue(deps, createOpenShop(deps, pause), stop.signal);
    isDone = true;
    await mapping;
    const { rows } = await deps.pool.query<Counts>(
      `select sum(looked)::int as looked, sum(found)::int as found, (select count(*)::int from event) as events
       from reconciliation`,
    );
    return rows[0] ?? { looked: 0, found: 0, events: 0 };
  },
});
