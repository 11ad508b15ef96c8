import type { Deps } from "../config/deps.ts";
import { deleteExpiredSecrets } from "../endpoints/delete-expired-secrets.ts";
import { disableLongPaused } from "../endpoints/disable-long-paused.ts";
import { finishDiscards } from "../endpoints/finish-discards.ts";
import { syncAllTriggers } from "../flow/sync-triggers.ts";
import { resealWithNewestKey } from "./reseal.ts";

/** What time does to endpoints: secrets end, a long pause ends, and what a crash left half done is finished. */
export async function tendEndpoints(deps: Deps): Promise<void> {
  const { resealed, unreadable } = await resealWithNewestKey(deps);
  const secrets = await deleteExpiredSecrets(deps);
  const disabled = await disableLongPaused(deps);
  for (let count = 0; count < disabled; count += 1) deps.metrics.endpointDisabled("long_pause");
  await syncAllTriggers(deps);
  const discarded = await finishDiscards(deps);
  deps.log.info({ secrets, disabled, discarded, resealed, unreadable }, "endpoints.tended");
}
