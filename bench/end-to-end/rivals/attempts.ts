// One row for each attempt, in PostgreSQL, as Carillon keeps it: alone, or with those that came meanwhile.
import pg from "pg";
import { batched } from "./batch.ts";

export interface Attempt {
  jobId: string;
  shop: string;
  number: number;
  startedAt: Date;
  statusCode: number;
  durationMs: number;
  requestHeaders: string;
  responseHeaders: string;
  responseBody: string;
}

const MOST_PER_WRITE = 200;

export const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });

await pool.query(`create table if not exists attempt (
  id bigint generated always as identity primary key,
  job_id text not null, shop text not null, number int not null, started_at timestamptz not null,
  status_code int not null, duration_ms int not null, request_headers text not null,
  response_headers text not null, response_body text not null
)`);
await pool.query("create index if not exists attempt_job on attempt (job_id)");

/** Resolves after the commit. */
export const recordAttempt = (attempt: Attempt): Promise<unknown> => write([attempt]);
export const recordInBatches = batched(write, MOST_PER_WRITE);

async function write(attempts: Attempt[]): Promise<unknown[]> {
  await pool.query({
    name: "record-attempts",
    text: `insert into attempt (job_id, shop, number, started_at, status_code, duration_ms, request_headers,
        response_headers, response_body)
      select * from unnest($1::text[], $2::text[], $3::int[], $4::timestamptz[], $5::int[], $6::int[], $7::text[],
        $8::text[], $9::text[])`,
    values: [
      attempts.map(({ jobId }) => jobId),
      attempts.map(({ shop }) => shop),
      attempts.map(({ number }) => number),
      attempts.map(({ startedAt }) => startedAt),
      attempts.map(({ statusCode }) => statusCode),
      attempts.map(({ durationMs }) => durationMs),
      attempts.map(({ requestHeaders }) => requestHeaders),
      attempts.map(({ responseHeaders }) => responseHeaders),
      attempts.map(({ responseBody }) => responseBody),
    ],
  });
  return attempts;
}
