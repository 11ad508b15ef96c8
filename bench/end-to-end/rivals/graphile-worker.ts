// Graphile Worker. VARIANT readme: one job a call. batched: addJobs, the local queue and delayed completion.
import { Logger, makeWorkerUtils, run } from "graphile-worker";
import { pool, recordAttempt, recordInBatches } from "./attempts.ts";
import { batched } from "./batch.ts";
import { type Job, onStop, serveIntake } from "./intake.ts";
import { deliver } from "./send.ts";

const inBatches = process.env.VARIANT === "batched";
const record = inBatches ? recordInBatches : recordAttempt;
const silent = new Logger(() => () => undefined);
const common = { connectionString: process.env.DATABASE_URL ?? "", maxPoolSize: 20, logger: silent };

const utils = await makeWorkerUtils(common);
await utils.migrate();

// A job's key is the webhook's id: a second one does nothing while the first one waits.
const addMany = batched(async (jobs: Job[]) => {
  await utils.addJobs(
    jobs.map((payload) => ({ identifier: "deliver", payload, jobKey: payload.webhookId, maxAttempts: 10 })),
  );
  return jobs;
}, 200);
serveIntake(
  inBatches
    ? addMany
    : (job) =>
        utils.addJob("deliver", job, { jobKey: job.webhookId, jobKeyMode: "unsafe_dedupe", maxAttempts: 10 }),
);

const runner = await run({
  ...common,
  noHandleSignals: true,
  ...(inBatches
    ? {
        preset: {
          worker: {
            concurrentJobs: 100,
            localQueue: { size: 200 },
            completeJobBatchDelay: 0,
            failJobBatchDelay: 0,
          },
        },
      }
    : { concurrency: 10 }),
  taskList: {
    deliver: (payload, { job }) => deliver(payload as Job, job.attempts, record),
  },
});
onStop(() => runner.stop().then(() => Promise.all([utils.release(), pool.end()])));
