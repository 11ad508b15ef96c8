// `carillon listen`: from the commit of an event to its arrival at the developer's server, with the app and the command
// as processes of their own. The time begins right before the commit is sent to the database.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { startEmbedded } from "#app/db/embedded.ts";
import { newId } from "#app/db/ids.ts";
import { migrate } from "#app/db/migrate.ts";
import { createPartitions } from "#app/db/partitions.ts";
import { inTransaction } from "#app/db/transaction.ts";
import { tellLiveStreams } from "#app/pipeline/events/tell-live-streams.ts";
import { insertEvents, type NewEvent } from "#app/pipeline/events/write-events.ts";
import { createToken } from "#app/tokens/create-token.ts";
import { serializeEnvelope } from "#app/topics/envelope.ts";
import { sampleData } from "#app/topics/samples.ts";
import { ROOT } from "#sandbox/app-process.ts";
import { freePort } from "#sandbox/free-port.ts";
import { listen } from "#sandbox/listen.ts";
import { temporaryData } from "#sandbox/temporary-data.ts";
import { percentile, round2 } from "./statistics.ts";

const PER_SECOND = 20;
const EVENTS = 400;
const WARMING = 40;
const SHOP = "bench.myshopify.com";
const TOPIC = "order/paid";

export async function benchListen(say: (line: string) => void): Promise<object> {
  const data = await temporaryData("carillon-bench-");
  const database = await startEmbedded({ dataDir: data.directory, say });
  await migrate(database.url);
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  await createPartitions(pool);
  const port = String(await freePort());
  const app = run(["bench/listen-app.ts"], {
    ...{ PATH: process.env.PATH, NODE_ENV: "production", LOG_LEVEL: "error", HOST: "127.0.0.1", PORT: port },
    ...{ DATABASE_URL: database.url, ENCRYPTION_KEY: randomBytes(32).toString("base64") },
  });
  try {
    await answers(`http://127.0.0.1:${port}/healthz`);
    const shopId = newId("shp");
    await pool.query("insert into shop (id, domain) values ($1, $2)", [shopId, SHOP]);
    const { token } = await createToken({ pool }, shopId, "read");
    const result = await timeEvents(pool, shopId, { PORT: port, CARILLON_TOKEN: token });
    say(`listen   ${JSON.stringify(result)}`);
    return result;
  } finally {
    app.kill();
    await once(app, "exit");
    await pool.end();
    await database.stop();
    await data.remove();
  }
}

const run = (words: string[], env: Record<string, string | undefined>) =>
  spawn(process.execPath, words, {
    cwd: ROOT,
    env: env as NodeJS.ProcessEnv,
    stdio: ["ignore", "ignore", "pipe"],
  });

async function answers(url: string): Promise<void> {
  while (!(await fetch(url).catch(() => undefined))?.ok) await pause(100);
}

async function timeEvents(pool: pg.Pool, shopId: string, env: Record<string, string>): Promise<object> {
  const arrivals = new Map<string, number>();
  const server = await listen((request, response) => {
    arrivals.set(String(request.headers["webhook-id"]), performance.now());
    request.resume();
    response.end();
  });
  const command = run(["app/carillon.ts", "listen", "--forward", `http://127.0.0.1:${server.port}/`], env);
  try {
    await ready(command.stderr);
    await publishByTimetable(pool, shopId, WARMING);
    const begun = await publishByTimetable(pool, shopId, EVENTS);
    while (![...begun.keys()].every((id) => arrivals.has(id))) await pause(50);
    const times = Float64Array.from([...begun].map(([id, at]) => (arrivals.get(id) ?? 0) - at));
    return {
      ...{ events: EVENTS, per_second: PER_SECOND },
      ...{ p50: round2(percentile(times, 0.5)), p99: round2(percentile(times, 0.99)) },
      longest: round2(Math.max(...times)),
    };
  } finally {
    command.kill("SIGINT");
    await server.close();
  }
}

async function ready(lines: NodeJS.ReadableStream): Promise<void> {
  for await (const line of createInterface({ input: lines })) if (line.includes("signed with")) return;
  throw new Error("carillon listen ended before it was ready");
}

/** By id, when the commit was asked for. */
async function publishByTimetable(
  pool: pg.Pool,
  shopId: string,
  count: number,
): Promise<Map<string, number>> {
  const begun = new Map<string, number>();
  const startedAt = performance.now();
  for (let sent = 0; sent < count; sent += 1) {
    await pause(Math.max(0, startedAt + (sent * 1_000) / PER_SECOND - performance.now()));
    const event = newEvent(shopId);
    await inTransaction(pool, async (tx) => {
      await insertEvents(tx, [event]);
      await tellLiveStreams(tx, [event], [{ endpointId: null, shopId }]);
      begun.set(event.id, performance.now());
    });
  }
  return begun;
}

function newEvent(shopId: string): NewEvent {
  const facts = { id: newId("evt"), topic: TOPIC, triggeredAt: new Date(), test: false };
  const nothing = { resource: null, sequence: null };
  const envelope = {
    ...facts,
    ...nothing,
    shopDomain: SHOP,
    environment: "live" as const,
    data: sampleData(TOPIC),
  };
  return { ...facts, ...nothing, shopId, customer: null, inboundId: null, body: serializeEnvelope(envelope) };
}
