// The report for people: ratios first, each with what it is to reach.
import type { Report } from "./report.ts";

type Row = [what: string, value: number | null, unit: string, goal?: Goal];

interface Goal {
  words: string;
  reached(value: number): boolean;
}

const atLeast = (limit: number): Goal => ({
  words: `at least ${limit}`,
  reached: (value) => value >= limit,
});
const below = (limit: number): Goal => ({ words: `below ${limit}`, reached: (value) => value < limit });
const atMost = (limit: number): Goal => ({ words: `at most ${limit}`, reached: (value) => value <= limit });

/** What was not measured is left out. */
export function tableOf(report: Report): string {
  const rows = rowsOf(report).filter(([, value]) => value !== null);
  const lines = rows.map(([what, value, unit, goal]) => {
    const verdict = goal ? (goal.reached(value ?? 0) ? "reached" : "missed") : "";
    return `${what.padEnd(52)}${`${value}${unit}`.padStart(14)}   ${(goal?.words ?? "").padEnd(16)}${verdict}`.trimEnd();
  });
  const missing = Object.entries(report.rivals).filter(([, { reason }]) => reason !== undefined);
  return [...lines, ...missing.map(([name, { reason }]) => `${name} was not measured: ${reason}.`)].join(
    "\n",
  );
}

function rowsOf(report: Report): Row[] {
  const { ratios, rivals, p95_ms: p95, fairness, details } = report;
  const percent = ratios.ceiling === null ? null : Math.round(ratios.ceiling * 100);
  /** A small p95 may be more than 1.2 times a smaller one. */
  const unharmed: Goal = {
    words: "1.2, or +10 ms",
    reached: (ratio) => ratio <= 1.2 || (fairness.hanging_endpoint_p95_difference_ms ?? 0) <= 10,
  };
  const rival = (name: string, { readme_per_s, batched_per_s }: (typeof rivals)["bullmq"]): Row[] => [
    [`${name}, as its README shows`, readme_per_s, "/s"],
    [`${name}, batched`, batched_per_s, "/s"],
  ];
  return [
    ["share of what undici alone sends", percent, " %", atLeast(15)],
    ["times the best rival as its README shows", ratios.best_rival_readme, "", atLeast(2)],
    ["times the best rival batched", ratios.best_rival_batched, "", atLeast(1)],
    ["others' p95 with one endpoint hanging, to without", fairness.hanging_endpoint_p95_ratio, "", unharmed],
    ["  the difference", fairness.hanging_endpoint_p95_difference_ms, " ms"],
    ["events, webhook to attempt on record", report.events_per_s, "/s"],
    ["  growth of the backlog meanwhile", report.backlog_growth_per_s, "/s"],
    ["undici alone", report.ceiling_per_s, "/s"],
    ...rival("pg-boss", rivals.pg_boss),
    ...rival("Graphile Worker", rivals.graphile_worker),
    ...rival("BullMQ", rivals.bullmq),
    ["p95, webhook to receiver, at 50/s", p95["50"], " ms", below(25)],
    ["p95 at 200/s", p95["200"], " ms", below(25)],
    ["p95 at 1,000/s", p95["1000"], " ms", below(250)],
    ["SQL statements an event", report.sql_per_event, "", atMost(1)],
    ["CPU an event, app", report.cpu_ms_per_event, " ms"],
    ["CPU an event, PostgreSQL", details.rate?.database_cpu_ms_per_event ?? null, " ms"],
    ["webhooks with ten endpoints each", details.fanOut?.events_per_s ?? null, "/s"],
    ["memory with 100,000 pending", report.rss_mb, " MB", below(350)],
    ["statements when idle", report.idle_statements_per_min, "/min", below(60)],
    ["single event beside 100,000 deliveries", fairness.flood_other_shop_ms, " ms", below(1_000)],
    ["single event beside 100,000 webhooks", fairness.inbox_flood_other_shop_ms, " ms", below(1_000)],
    ["p99 of a claim with 1,000,000 pending", report.claim_ms_at_1m, " ms", below(50)],
  ];
}
