// pg-boss. VARIANT readme: one job a call, woken by NOTIFY. batched: insert() of many, batches of work.
import { PgBoss } from "pg-boss";
import { pool, recordAttempt, recordInBatches } from "./attempts.ts";
import { batched } from "./batch.ts";
import { type Job, onStop, serveIntake } from "./intake.ts";
import { send } from "./send.ts";

const QUEUE = "deliver";
const POLL = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5 };
const inBatches = process.env.VARIANT === "batched";

const boss = new PgBoss({ connectionString: process.env.DATABASE_URL ?? "", max: 20, useListenNotify: true });
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
  await boss.work<Job>(
    QUEUE,
    { ...POLL, batchSize: 50, localConcurrency: 4, burstWhenBatchFull: true, includeMetadata: true },
    (jobs) => Promise.all(jobs.map(async ({ data }) => recordInBatches(await send(data, 1)))),
  );
} else {
  await boss.work<Job>(QUEUE, { ...POLL, localConcurrency: 20 }, async ([job]) => {
    if (job) await recordAttempt(await send(job.data, 1));
  });
}
onStop(() => boss.stop({ graceful: false }).then(() => pool.end()));
