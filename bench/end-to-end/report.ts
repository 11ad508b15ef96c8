// What the benchmark says: one object with the names of docs/benchmark.md, null for what was not measured.

import type { ClaimsResult } from "../claims.ts";
import { median, round2 } from "../statistics.ts";
import type { Flood } from "./flood.ts";
import type { Hanging } from "./hanging.ts";
import type { LatencyRound } from "./latency.ts";
import type { Idle } from "./measure.ts";
import type { Rivals } from "./rivals/measure.ts";
import type { Sustained } from "./sustained.ts";

export interface Machine {
  cpu: string;
  cores: number;
  memory_gb: number;
  node: string;
  postgres: string;
}

/** What the parts found, as far as they ran. */
export interface Findings {
  ceilings: number[];
  machine: Machine;
  rate?: Sustained;
  latency?: Record<string, LatencyRound>;
  fanOut?: Sustained;
  idle?: Idle;
  hanging?: Hanging;
  flood?: { deliveries: Flood; inbox: Flood | null };
  rivals?: Rivals;
  claims?: ClaimsResult;
}

export interface RivalRates {
  readme_per_s: number | null;
  batched_per_s: number | null;
  /** why they are null */
  reason?: string;
}

export type Report = ReturnType<typeof reportOf>;

export function reportOf(found: Findings) {
  const { rate, latency, idle, hanging, flood } = found;
  const at = (perSecond: string) => latency?.[perSecond]?.p95_ms ?? null;
  return {
    ceiling_per_s: found.ceilings.length > 0 ? Math.round(median(found.ceilings)) : null,
    events_per_s: rate?.events_per_s ?? null,
    backlog_growth_per_s: rate?.backlog_growth_per_s ?? null,
    rivals: {
      pg_boss: ratesOf(found.rivals?.pg_boss),
      graphile_worker: ratesOf(found.rivals?.graphile_worker),
      bullmq: ratesOf(found.rivals?.bullmq),
    },
    p95_ms: { "50": at("50"), "200": at("200"), "1000": at("1000") },
    sql_per_event: rate?.sql_per_event ?? null,
    cpu_ms_per_event: rate?.cpu_ms_per_event ?? null,
    rss_mb: flood ? Math.max(flood.deliveries.rss_mb, flood.inbox?.rss_mb ?? 0) : null,
    idle_statements_per_min: idle?.statements_per_min ?? null,
    fairness: {
      hanging_endpoint_p95_ratio: hanging?.p95_ratio ?? null,
      hanging_endpoint_p95_difference_ms: hanging?.p95_difference_ms ?? null,
      flood_other_shop_ms: flood?.deliveries.other_shop_ms ?? null,
      inbox_flood_other_shop_ms: flood?.inbox?.other_shop_ms ?? null,
    },
    claim_ms_at_1m: found.claims?.p99_ms ?? null,
    ratios: ratiosOf(found),
    machine: found.machine,
    details: found,
  };
}

function ratesOf(rival: Rivals[keyof Rivals] | undefined): RivalRates {
  if (rival === undefined) return { readme_per_s: null, batched_per_s: null };
  const { readme, batched } = rival;
  const reason = [readme, batched].find((found) => typeof found === "string");
  return {
    readme_per_s: typeof readme === "string" ? null : readme.events_per_s,
    batched_per_s: typeof batched === "string" ? null : batched.events_per_s,
    ...(reason !== undefined && { reason }),
  };
}

/** Of Carillon's sustained rate to what else was measured in the same run. */
function ratiosOf({ ceilings, rate, rivals }: Findings) {
  const of = (other: number) =>
    rate && Number.isFinite(other) && other > 0 ? round2(rate.events_per_s / other) : null;
  const rates = Object.values(rivals ?? {}).map(ratesOf);
  const best = (name: "readme_per_s" | "batched_per_s") =>
    Math.max(...rates.map((rival) => rival[name] ?? Number.NEGATIVE_INFINITY));
  return {
    ceiling: of(median(ceilings)),
    best_rival_readme: of(best("readme_per_s")),
    best_rival_batched: of(best("batched_per_s")),
  };
}
