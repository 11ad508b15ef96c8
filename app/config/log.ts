// One canonical line per unit of work, ids and figures only. Bodies and secrets never reach the log.
import pino from "pino";
import type { Env } from "./env.ts";

/** `log.info({ event_id }, "event.published")` */
export type Log = Pick<pino.Logger, "info" | "warn" | "error" | "debug">;

export function createLog(env: Pick<Env, "LOG_LEVEL">): Log {
  return pino({ level: env.LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}
