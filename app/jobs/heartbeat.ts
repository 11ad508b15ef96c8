// A process that works writes down every half minute that it does, so that the panel can tell when nobody sends. What
// cannot be written harms nothing: silence is what the panel looks for.
import { setTimeout as pause } from "node:timers/promises";
import type { Deps } from "../config/deps.ts";

const EVERY_MS = 30_000;

type Needs = Pick<Deps, "pool" | "clock" | "loops" | "log">;

/** Until `signal` fires. */
export async function runHeartbeat(deps: Needs, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await beat(deps).catch((error: Error) => deps.log.debug({ error: error.message }, "heartbeat.failed"));
    await pause(EVERY_MS, undefined, { signal }).catch(() => undefined); // it ends with the signal
  }
}

/** One statement; none while a loop of this process is stuck. Of several processes the latest counts. */
export async function beat({ pool, clock, loops }: Needs): Promise<void> {
  if (loops.stuck()) return;
  await pool.query(
    `insert into heartbeat (role, at) values ('worker', $1)
     on conflict (role) do update set at = greatest(heartbeat.at, excluded.at)`,
    [clock.now()],
  );
}
