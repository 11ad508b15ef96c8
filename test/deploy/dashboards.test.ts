// deploy/grafana and deploy/prometheus against what the running app serves. What the alerts make of figures is in
// alerts.promtool.yml, for whoever has promtool.
import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { FEW_DAYS, LAST_DAYS } from "../../app/db/partitions.ts";
import { serveHealth } from "../../app/server/serve.ts";
import { readRootFile } from "../helpers/docker-files.ts";
import { ITS_OWN, namedIn, servedIn } from "../helpers/promql.ts";
import { createTestDeps } from "../helpers/test-deps.ts";

const TOKEN = "a-token-of-sixteen";

interface Rule {
  alert: string;
  expr: string;
  annotations: { summary: string; runbook_url: string };
}
const rules = (
  parse(readRootFile("deploy/prometheus/alerts.yml")) as { groups: { rules: Rule[] }[] }
).groups.flatMap((group) => group.rules);

interface Panel {
  title: string;
  targets?: { expr: string }[];
}
const { panels } = JSON.parse(readRootFile("deploy/grafana/carillon.json")) as { panels: Panel[] };
const expressions = [
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
  ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr] as const)),
];

let served: ReturnType<typeof servedIn>;
/** Before anything has happened. */
let servedFirst: ReturnType<typeof servedIn>;

beforeAll(async () => {
  const { deps } = await createTestDeps({ METRICS_TOKEN: TOKEN });
  const { metrics, loops } = deps;
  servedFirst = servedIn(await metrics.text());
  for (const status of [200, 503]) metrics.inbound(status);
  metrics.refused("webhooks", "other_shop");
  metrics.limited("webhooks");
  metrics.setAside("replayed_elsewhere");
  for (const outcome of ["answered", "postponed"] as const) metrics.inquiry(outcome);
  metrics.mapped("mapped", 1);
  metrics.published("order/paid", 1);
  metrics.claimed(1, 0.01);
  metrics.inFlight(1);
  metrics.attempt("succeeded", 0.1);
  for (const reason of ["dns", "connection", "tls", "timeout"]) metrics.attempt("failed", 0.1, reason);
  metrics.firstAttempt(0.1);
  metrics.recorded(1, 0.01);
  metrics.ended("succeeded");
  for (const cause of ["answers", "long_pause"] as const) metrics.endpointDisabled(cause);
  metrics.shopifyWaited(0.1);
  metrics.shopifyPointsLeft(0.9);
  for (const reason of ["throttled", "too_many_requests", "not_made"] as const)
    metrics.shopifyLimited(reason);
  for (const loop of ["deliveries", "notices", "recoveries"]) loops.cameRound(loop);
  const serving = await serveHealth(deps);
  const answer = await fetch(`http://127.0.0.1:${serving?.port}/metrics`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  served = servedIn(await answer.text());
  await serving?.close();
});

test("dashboard and alerts name no metric, label or value that the app does not serve", () => {
  const wrong: string[] = [];
  for (const [where, expression] of expressions) {
    const { named, grouped } = namedIn(expression);
    if (named.length === 0 && !/\bup\b/.test(expression)) wrong.push(`${where} names nothing`);
    for (const { metric, labels } of named) {
      if (!served.has(metric)) wrong.push(`${where}: ${metric}`);
      for (const [label, values] of labels) {
        if (ITS_OWN.includes(label)) continue;
        const known = served.get(metric)?.get(label);
        const unknown = values.filter((value) => !known?.has(value));
        if (unknown.length > 0) wrong.push(`${where}: ${metric} ${label} ${unknown}`);
      }
    }
    const labels = named.flatMap(({ metric }) => [...(served.get(metric)?.keys() ?? [])]);
    const strange = grouped.filter((label) => ![...ITS_OWN, ...labels].includes(label));
    if (strange.length > 0) wrong.push(`${where}: by ${strange}`);
  }
  expect(wrong).toEqual([]);
});

test("every counter of an alert is there at 0 before it counts: a rise from nothing to 1 is none", () => {
  const missing = rules.flatMap(({ alert, expr }) =>
    namedIn(expr)
      .named.filter(({ metric }) => metric.endsWith("_total"))
      .flatMap(({ metric, labels }) =>
        [...labels, ...(servedFirst.has(metric) ? [] : [["itself", [metric]] as const])]
          .filter(([label]) => !ITS_OWN.includes(label))
          .flatMap(([label, values]) =>
            values.filter((value) => !servedFirst.get(metric)?.get(label)?.has(value)),
          )
          .map((value) => `${alert}: ${metric} ${value}`),
      ),
  );
  expect(missing).toEqual([]);
});

test("every metric of Carillon's own is on the dashboard or in an alert, or is the size of a batch", () => {
  const shown = expressions.flatMap(([, expression]) =>
    namedIn(expression).named.map(({ metric }) => metric),
  );
  const ours = [...served.keys()].filter(
    (metric) => /^carillon_/.test(metric) && !/_(sum|count)$|_size_/.test(metric),
  );
  expect(ours.filter((metric) => !shown.includes(metric))).toEqual([]);
});

test("the alerts for days that are missing begin where the doctor warns, and where it says that something is wrong", () => {
  const numbers = rules.flatMap(
    ({ expr }) => /carillon_partition_days\{[^}]*\}\) < (\d+)$/.exec(expr)?.[1] ?? [],
  );
  expect(numbers.map(Number)).toEqual([FEW_DAYS, LAST_DAYS]);
});

test("every alert leads to a section of the docs", () => {
  const slug = (heading: string) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, "")
      .replaceAll(" ", "-");
  for (const { alert, annotations } of rules) {
    const [file = "", anchor] = annotations.runbook_url.split("#");
    const headings = [...readRootFile(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => slug(heading));
    expect([alert, headings.includes(anchor ?? "")]).toEqual([alert, true]);
  }
});
