import type { Deps } from "../config/deps.ts";
import { type KeptLimits, keptLimits } from "../queries/kept-days.ts";

/** As it was typed. */
interface Typed {
  payloads: string;
  log: string;
}

/** range: no whole number within the limits · order: bodies would outlive their log */
export type KeptDaysProblem = "range" | "order";
export type KeptDaysProblems = Partial<Record<keyof Typed, KeptDaysProblem>>;

type Outcome = { kind: "saved" } | { kind: "refused"; problems: KeptDaysProblems };

/** What is older goes with the next run of the job that deletes (db/retention/delete-shorter.ts). */
export async function saveKeptDays(
  deps: Pick<Deps, "pool" | "env" | "log">,
  shopId: string,
  typed: Typed,
): Promise<Outcome> {
  const limits = keptLimits(deps);
  const days = { payloads: wholeDays(typed.payloads), log: wholeDays(typed.log) };
  const problems = problemsOf(days, limits);
  if (Object.keys(problems).length > 0) return { kind: "refused", problems };
  // The operator's own number is no wish of the shop's: it goes with the operator's.
  const wish = (what: keyof Typed) => (days[what] === limits[what].most ? null : days[what]);
  await deps.pool.query("update shop set payload_days = $2, log_days = $3 where id = $1", [
    ...[shopId, wish("payloads"), wish("log")],
  ]);
  deps.log.info({ shop_id: shopId, ...days }, "retention.saved");
  return { kind: "saved" };
}

const wholeDays = (text: string): number => (/^\s*\d{1,4}\s*$/.test(text) ? Number(text) : Number.NaN);

function problemsOf(days: Record<keyof Typed, number>, limits: KeptLimits): KeptDaysProblems {
  const problems: KeptDaysProblems = {};
  for (const what of ["payloads", "log"] as const) {
    const { least, most } = limits[what];
    if (!(days[what] >= least && days[what] <= most)) problems[what] = "range";
  }
  if (Object.keys(problems).length === 0 && days.payloads > days.log) problems.payloads = "order";
  return problems;
}
