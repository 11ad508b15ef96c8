import type { Deps } from "../config/deps.ts";

/** Four beats missed: longer than a restart takes. */
const SILENT_MS = 120_000;

export interface SenderState {
  working: boolean;
  /** when a worker was heard of last; null when none ever was */
  heardAt: Date | null;
}

/** Whether any process sends what is due. */
export async function senderState({ pool, clock }: Pick<Deps, "pool" | "clock">): Promise<SenderState> {
  const { rows } = await pool.query<{ at: Date }>("select at from heartbeat where role = 'worker'");
  const heardAt = rows[0]?.at ?? null;
  const silentFor = heardAt === null ? Number.POSITIVE_INFINITY : clock.now().getTime() - heardAt.getTime();
  return { working: silentFor <= SILENT_MS, heardAt };
}
