// The gauges that ask for their values when somebody scrapes: this process, and the database.
import type pg from "pg";
import { Gauge, type Registry } from "prom-client";
import type { Clock } from "../config/clock.ts";
import { countDaysAhead } from "../db/partitions.ts";
import { countSealed } from "../jobs/count-sealed.ts";
import type { Seal } from "../signing/seal.ts";
import { askSeldom } from "./ask-seldom.ts";
import { createBacklogReader } from "./backlog.ts";
import type { Loops } from "./loops.ts";

export interface Sources {
  pool: pg.Pool;
  clock: Clock;
  loops: Loops;
  seal: Seal;
}

/** A gauge that asks for its values when it is scraped; without an answer it shows none. */
function askedGauge(
  registry: Registry,
  facts: { name: string; help: string; label?: string },
  ask: () => Promise<Record<string, number> | undefined> | Record<string, number>,
): void {
  const { name, help, label } = facts;
  new Gauge({
    ...{ name, help, registers: [registry], labelNames: label ? [label] : [] },
    async collect() {
      this.reset();
      if (!label) this.remove(); // where there are no labels, a reset means 0
      for (const [key, value] of Object.entries((await ask()) ?? {}))
        this.set(label ? { [label]: key } : {}, value);
    },
  });
}

export function addGauges(registry: Registry, sources: Sources): void {
  const { pool, loops } = sources;
  // Before those that ask the database: a scrape must not count its own question as one that waits.
  askedGauge(
    registry,
    {
      ...{ name: "carillon_database_connections", label: "state" },
      help: "Connections of this process's pool, and how many queries wait for one.",
    },
    () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
  );
  askedGauge(
    registry,
    {
      ...{ name: "carillon_loop_age_seconds", label: "loop" },
      help: "Since when each loop of this process has not come round.",
    },
    () => loops.ages(),
  );
  addBacklog(registry, sources);
  addStore(registry, sources);
}

function addBacklog(registry: Registry, sources: Sources): void {
  const read = createBacklogReader(sources);
  askedGauge(
    registry,
    {
      ...{ name: "carillon_backlog_age_seconds", label: "queue" },
      help: "For how long the oldest due delivery of each queue has been due, over all processes.",
    },
    async () => (await read())?.oldestDue,
  );
  askedGauge(
    registry,
    {
      ...{ name: "carillon_lanes", label: "state" },
      help: "Lanes with something due for over a minute, shrunk ones, held ones, and those that wait for a worker; over all processes.",
    },
    async () => (await read())?.lanes,
  );
  askedGauge(
    registry,
    { name: "carillon_leases", help: "Deliveries that are being sent, over all processes." },
    async () => only((await read())?.leases),
  );
  askedGauge(
    registry,
    {
      name: "carillon_inbox_age_seconds",
      help: "Since when the oldest webhook waits to be mapped, over all processes.",
    },
    async () => only((await read())?.inboxAge),
  );
}

const MINUTE_MS = 60_000;
/** The tables of what is sealed are read from end to end. */
const SEALED_EVERY_MS = 5 * MINUTE_MS;

function addStore(registry: Registry, { pool, clock, seal }: Sources): void {
  const days = askSeldom({ pool, clock }, countDaysAhead, MINUTE_MS);
  askedGauge(
    registry,
    {
      name: "carillon_partition_days",
      help: "For how many days, today included, every table by day has its partition: 8 when all is well, 0 when nothing can be stored.",
    },
    async () => only(await days()),
  );
  const sealed = askSeldom({ pool, clock }, (tx) => countSealed(tx, seal), SEALED_EVERY_MS);
  askedGauge(
    registry,
    {
      ...{ name: "carillon_unreadable_texts", label: "kind" },
      help: "Stored secrets, headers and tokens that no key of this process opens.",
    },
    async () => ({ ...(await sealed())?.unreadable }),
  );
}

const only = (value: number | undefined) => (value === undefined ? undefined : { value });
