import type { Deps } from "../config/deps.ts";
import { INBOX_BODY_DAYS, SHORTEST_LOG_DAYS } from "../config/kept-days.ts";

export interface KeptDays {
  /** of events */
  payloads: number;
  log: number;
  /** bodies of webhooks */
  inbox: number;
}

/** Within which a shop may choose: no longer than the operator keeps. */
export interface KeptLimits {
  payloads: { least: number; most: number };
  log: { least: number; most: number };
}

export function keptLimits({ env }: Pick<Deps, "env">): KeptLimits {
  const { PAYLOAD_RETENTION_DAYS: payloads, LOG_RETENTION_DAYS: log } = env;
  return {
    payloads: { least: 1, most: payloads },
    log: { least: Math.min(SHORTEST_LOG_DAYS, log), most: log },
  };
}

/** As the operator keeps it, or as the shop wants it where that is shorter; bodies no longer than their log. */
export async function keptDays({ pool, env }: Pick<Deps, "pool" | "env">, shopId: string): Promise<KeptDays> {
  const { rows } = await pool.query<{ payloads: number; log: number }>(
    "select least(payload_days, log_days, $2) as payloads, least(log_days, $3) as log from shop where id = $1",
    [shopId, env.PAYLOAD_RETENTION_DAYS, env.LOG_RETENTION_DAYS],
  );
  const [kept] = rows;
  if (!kept) throw new Error(`there is no shop ${shopId}`);
  return { ...kept, inbox: Math.min(INBOX_BODY_DAYS, kept.payloads) };
}
