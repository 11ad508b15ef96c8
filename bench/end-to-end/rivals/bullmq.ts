// BullMQ on a Redis that writes every command to disk before it answers. VARIANT readme: one job a call. batched:
// addBulk. The attempts go to PostgreSQL.
import { Queue, Worker } from "bullmq";
import { pool, recordAttempt, recordInBatches } from "./attempts.ts";
import { batched } from "./batch.ts";
import { type Job, onStop, serveIntake } from "./intake.ts";
import { deliver } from "./send.ts";

const inBatches = process.env.VARIANT === "batched";
const record = inBatches ? recordInBatches : recordAttempt;
const connection = { host: "127.0.0.1", port: Number(process.env.REDIS_PORT), maxRetriesPerRequest: null };

const queue = new Queue<Job>("deliver", { connection });
// The webhook's id is the job's: a second one is not added.
const options = (job: Job) => ({
  ...{ jobId: job.webhookId, attempts: 10 },
  backoff: { type: "exponential", delay: 5_000 },
});
const addMany = batched(async (jobs: Job[]) => {
  await queue.addBulk(jobs.map((data) => ({ name: "deliver", data, opts: options(data) })));
  return jobs;
}, 200);
serveIntake(inBatches ? addMany : (job) => queue.add("deliver", job, options(job)));

const worker = new Worker<Job>(
  "deliver",
  ({ data, attemptsMade }) => deliver(data, attemptsMade + 1, record),
  { connection, concurrency: inBatches ? 200 : 100 },
);
onStop(() => Promise.all([worker.close(true), queue.close(), pool.end()]));
