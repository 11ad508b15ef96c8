// Records attempts in batches: those that end while others are being written are written together after them. While
// the database is away they wait; a delivery that another worker has taken over meanwhile is left to it.
import { setTimeout as pause } from "node:timers/promises";
import type { Deps } from "../../config/deps.ts";
import { isDataError } from "../../db/transaction.ts";
import type { AttemptRecord } from "./attempt-delivery.ts";
import { recordAttempts } from "./record-attempts.ts";

const MOST_PER_WRITE = 200;
const RETRY_MS = 1_000;

export interface Recorder {
  /** Resolves when the attempt is on record or has been given up. */
  record(attempt: AttemptRecord): Promise<void>;
}

/** `token`: the worker's fencing token. */
export function createRecorder(deps: Deps, token: string): Recorder {
  const waiting: AttemptRecord[] = [];
  let writing: Promise<void> | undefined;

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) await write(waiting.splice(0, MOST_PER_WRITE));
    writing = undefined;
  }

  async function write(batch: AttemptRecord[]): Promise<void> {
    try {
      const recorded = await recordAttempts(deps.pool, token, batch);
      for (const attempt of batch) logAttempt(deps, attempt, recorded.has(attempt.id));
    } catch (error) {
      await recover(batch, error as Error);
    }
  }

  async function recover(batch: AttemptRecord[], error: Error): Promise<void> {
    const ids = batch.map(({ id }) => id);
    deps.log.error({ attempts: ids.length, error: error.message }, "attempts.not_recorded");
    if (!isDataError(error)) {
      await pause(RETRY_MS);
      return write(batch);
    }
    if (batch.length > 1) for (const attempt of batch) await write([attempt]);
  }

  return {
    async record(attempt) {
      waiting.push(attempt);
      writing ??= writeAll();
      await writing;
    },
  };
}

function logAttempt({ log, metrics }: Deps, attempt: AttemptRecord, counted: boolean): void {
  const { delivery, judgement, outcome, next } = attempt;
  metrics.attempt(judgement.status, outcome.durationMs / 1000);
  log.info(
    {
      delivery_id: delivery.id,
      event_id: delivery.eventId,
      endpoint_id: delivery.endpointId,
      topic: delivery.topic,
      attempt: attempt.number,
      trigger: attempt.trigger,
      status: judgement.status,
      reason: judgement.status === "failed" ? judgement.reason : undefined,
      status_code: outcome.kind === "answered" ? outcome.statusCode : undefined,
      duration_ms: outcome.durationMs,
      delivery_status: next.status,
      retry_in_ms: next.dueInMs ?? undefined,
      counted,
    },
    "delivery.attempted",
  );
}
