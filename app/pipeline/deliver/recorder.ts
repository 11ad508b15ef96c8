// Records attempts in batches: those that end while others are being written are written together after them. While
// the database is away they wait; a delivery that another claim has taken over meanwhile is left to it.
import { setTimeout as pause } from "node:timers/promises";
import type { Deps } from "../../config/deps.ts";
import { isDataError } from "../../db/transaction.ts";
import { discardWaiting } from "../../endpoints/change-status.ts";
import type { AttemptRecord } from "./attempt-delivery.ts";
import { recordAttempts } from "./record-attempts.ts";
import { reportAttempt } from "./report-attempt.ts";

const MOST_PER_WRITE = 200;
const RETRY_MS = 1_000;
/** Where that many ended together more will: a moment's wait makes fewer and larger writes. */
const CROWD = 8;
const GATHER_MS = 4;

export interface Recorder {
  /** Resolves when this attempt is on record or has been given up. */
  record(attempt: AttemptRecord): Promise<void>;
}

interface Waiting {
  attempt: AttemptRecord;
  done(): void;
}

export function createRecorder(deps: Deps): Recorder {
  const queue: Waiting[] = [];
  let writing = false;

  async function writeAll(): Promise<void> {
    writing = true;
    while (queue.length > 0) {
      const batch = queue.splice(0, MOST_PER_WRITE);
      await write(batch.map(({ attempt }) => attempt));
      for (const { done } of batch) done();
      if (batch.length >= CROWD) await pause(GATHER_MS);
    }
    writing = false;
  }

  async function write(batch: AttemptRecord[]): Promise<void> {
    try {
      const startedAt = performance.now();
      const recorded = await recordAttempts(deps.pool, batch, deps.env.ENDPOINT_CONCURRENCY);
      deps.metrics.recorded(batch.length, (performance.now() - startedAt) / 1_000);
      for (const attempt of batch) reportAttempt(deps, attempt, recorded.counted.has(attempt.id));
      for (const endpointId of recorded.disabled) void discard(endpointId);
      // A worker that sleeps until a later time has to hear of the retries.
      if (batch.some(({ next }) => next.dueInMs !== null)) deps.wake.raise("deliveries");
    } catch (error) {
      deps.log.error({ attempts: batch.length, error: (error as Error).message }, "attempts.not_recorded");
      await recover(batch, error);
    }
  }

  async function recover(batch: AttemptRecord[], error: unknown): Promise<void> {
    if (!isDataError(error)) {
      await pause(RETRY_MS);
      return write(batch);
    }
    if (batch.length > 1) for (const attempt of batch) await write([attempt]);
    else for (const attempt of batch) await writeWithoutTexts(attempt);
  }

  /** Something in the answer cannot be stored; what happened still has to be, or it would go out for ever. */
  async function writeWithoutTexts(attempt: AttemptRecord): Promise<void> {
    const { outcome, judgement } = attempt;
    const plain: AttemptRecord = {
      ...attempt,
      requestHeaders: {},
      judgement: judgement.status === "failed" ? { ...judgement, detail: null } : judgement,
      outcome: outcome.kind === "answered" ? { ...outcome, headers: {}, body: "", truncated: true } : outcome,
    };
    const recorded = await recordAttempts(deps.pool, [plain], deps.env.ENDPOINT_CONCURRENCY).catch(
      () => undefined,
    );
    reportAttempt(deps, plain, recorded?.counted.has(attempt.id) ?? false);
  }

  /** Housekeeping makes up for what a crash leaves of it. */
  async function discard(endpointId: string): Promise<void> {
    deps.log.warn({ endpoint_id: endpointId }, "endpoint.disabled");
    deps.metrics.endpointDisabled("answers");
    await discardWaiting(deps.pool, endpointId).catch((error: Error) =>
      deps.log.error({ endpoint_id: endpointId, error: error.message }, "endpoint.discard_failed"),
    );
  }

  return {
    record: (attempt) =>
      new Promise((done) => {
        queue.push({ attempt, done });
        if (!writing) void writeAll();
      }),
  };
}
