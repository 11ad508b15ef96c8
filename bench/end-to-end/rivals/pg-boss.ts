// pg-boss. VARIANT readme: one job a call, woken by NOTIFY. batched: insert() of many, batches of work.
import { PgBoss } from "pg-boss";
import { pool, recordAttempt, recordInBatches } from "./attempts.ts";
import { batched } from "./batch.ts";
import { type Job, onStop, serveIntake } from "./intake.ts";
import { deliver } from "./send.ts";

const QUEUE = "deliver";
/** The shortest that it takes. NOTIFY wakes workers for new jobs; what is waiting already they fetch without a pause. */
const POLL = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5, burstWhenReadyExceeds: 1 };
/** How soon it sees that jobs are waiting. */
const STATS = { monitorIntervalSeconds: 1, superviseIntervalSeconds: 1, queueCacheIntervalSeconds: 1 };
const inBatches = process.env.VARIANT === "batched";

const boss = new PgBoss({
  connectionString: process.env.DATABASE_URL ?? "",
  max: 20,
  useListenNotify: true,
  ...STATS,
});
boss.on("error", console.error);
await boss.start();
await boss.createQueue(QUEUE, { notify: true, retryLimit: 9, retryDelay: 5, retryBackoff: true });

// The webhook's id is the job's: a second one is not inserted.
const insertMany = batched(async (jobs: Job[]) => {
  await boss.insert(
    QUEUE,
    jobs.map((job) => ({ id: job.webhookId, data: job })),
  );
  return jobs;
}, 200);
serveIntake(inBatches ? insertMany : (job) => boss.send(QUEUE, job, { id: job.webhookId }));

if (inBatches) {
  // All or nothing: one failure would repeat the batch. Settling job by job is slower.
  const options = { ...POLL, batchSize: 100, localConcurrency: 6, burstWhenBatchFull: true };
  await boss.work<Job>(QUEUE, options, (jobs) =>
    Promise.all(jobs.map(({ data, retryCount }) => deliver(data, retryCount + 1, recordInBatches))),
  );
} else {
  await boss.work<Job>(QUEUE, { ...POLL, localConcurrency: 20 }, async ([job]) => {
    if (job) await deliver(job.data, job.retryCount + 1, recordAttempt);
  });
}
onStop(() => boss.stop({ graceful: false }).then(() => pool.end()));
