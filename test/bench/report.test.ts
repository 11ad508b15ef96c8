import { expect, test } from "vitest";
import { type Findings, reportOf } from "../../bench/end-to-end/report.ts";
import { tableOf } from "../../bench/end-to-end/table.ts";

const sustained = (events_per_s: number) => ({
  ...{ events_per_s, offered_per_s: events_per_s, backlog_growth_per_s: 1, saturated_per_s: events_per_s },
  ...{ sql_per_event: 0.5, cpu_ms_per_event: 0.25, database_cpu_ms_per_event: 0.125 },
});

const round = (p95_ms: number) => ({
  ...{ requests: 1, sql_per_event: 1, p50_ms: 1, p95_ms, p99_ms: p95_ms, max_ms: p95_ms },
});

const flooded = (other_shop_ms: number, rss_mb: number) => ({
  ...{ other_shop_ms, other_shop_slowest_ms: other_shop_ms, still_waiting: 9, rss_mb },
});

const NO_REDIS = "redis-server is not installed";

const MACHINE = { cpu: "", cores: 2, memory_gb: 8, node: "v24", postgres: "18" };

const FOUND: Findings = {
  machine: MACHINE,
  ceilings: [9_000, 10_000, 12_000],
  rate: sustained(2_000),
  latency: { "50": round(5), "200": round(6), "1000": round(30) },
  idle: { statements_per_min: 40, cpu_ms_per_min: 1, rss_mb: 100 },
  hanging: {
    ...{ rounds: 5, baseline_p95_ms: 10, hanging_p95_ms: 13, p95_ratio: 1.3, p95_difference_ms: 3 },
  },
  flood: { deliveries: flooded(80, 200), inbox: flooded(90, 210) },
  rivals: {
    pg_boss: { readme: sustained(500), batched: sustained(1_600) },
    graphile_worker: { readme: sustained(800), batched: sustained(1_000) },
    bullmq: { readme: NO_REDIS, batched: NO_REDIS },
  },
  claims: { pending: 1, churn_seconds: 1, churned: 1, p50_ms: 3, p99_ms: 12, plan: [] },
};

test("the report has the agreed names", () => {
  expect(reportOf(FOUND)).toMatchObject({
    ceiling_per_s: 10_000,
    events_per_s: 2_000,
    backlog_growth_per_s: 1,
    rivals: {
      pg_boss: { readme_per_s: 500, batched_per_s: 1_600 },
      graphile_worker: { readme_per_s: 800, batched_per_s: 1_000 },
      bullmq: { readme_per_s: null, batched_per_s: null, reason: NO_REDIS },
    },
    p95_ms: { "50": 5, "200": 6, "1000": 30 },
    sql_per_event: 0.5,
    cpu_ms_per_event: 0.25,
    rss_mb: 210,
    idle_statements_per_min: 40,
    fairness: { hanging_endpoint_p95_ratio: 1.3, flood_other_shop_ms: 80 },
    claim_ms_at_1m: 12,
    ratios: { ceiling: 0.2, best_rival_readme: 2.5, best_rival_batched: 1.25 },
  });
});

test("the report says null of what was not measured", () => {
  const report = reportOf({ ceilings: [], machine: MACHINE });
  expect(report).toMatchObject({
    ...{ ceiling_per_s: null, events_per_s: null, rss_mb: null, claim_ms_at_1m: null },
    rivals: { bullmq: { readme_per_s: null, batched_per_s: null } },
    p95_ms: { "50": null, "200": null, "1000": null },
    fairness: { hanging_endpoint_p95_ratio: null, flood_other_shop_ms: null },
    ratios: { ceiling: null, best_rival_readme: null, best_rival_batched: null },
  });
  expect(tableOf(report)).toBe("");
});

test("the table shows the ratios first, each beside its goal", () => {
  const lines = tableOf(reportOf(FOUND)).split("\n");
  expect(lines[0]).toMatch(/^share of what undici alone sends +20 % +at least 15 +reached$/);
  expect(lines[2]).toMatch(/^times the best rival batched +1.25 +at least 1 +reached$/);
  expect(lines.at(-1)).toBe("bullmq was not measured: redis-server is not installed.");
});

test("the table holds that a hanging endpoint may cost others either 1.2 times or 10 ms", () => {
  const verdict = (p95_ratio: number, p95_difference_ms: number) =>
    tableOf(reportOf({ ...FOUND, hanging: { ...FOUND.hanging, p95_ratio, p95_difference_ms } as never }))
      .split("\n")
      .filter((line) => line.includes("hanging"))
      .map((line) => line.split(" ").at(-1));
  expect(verdict(1.3, 3)).toEqual(["reached"]);
  expect(verdict(1.1, 30)).toEqual(["reached"]);
  expect(verdict(1.3, 30)).toEqual(["missed"]);
});
