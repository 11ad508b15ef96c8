// Intake of 2 KB webhooks by Carillon, by Carillon without what it does about headers that nobody signed, and by the
// plainest thing that takes webhooks in (an Express route with one insert per request), in turn, on one database server.
import { startContestants } from "./contestants.ts";
import { type Round, runRound } from "./load.ts";
import { median, round2 } from "./statistics.ts";

const ROUNDS = 5;

/** Requests per second and latencies of all, and Carillon's ratio to the others round by round. */
export async function benchIntake(say: (line: string) => void): Promise<object> {
  const { contestants, stop } = await startContestants();
  const rounds: Record<string, Round[]> = {};
  try {
    for (const { url } of contestants) await runRound(url); // warm up
    for (let round = 1; round <= ROUNDS; round += 1) {
      for (const { name, url } of contestants) {
        const result = await runRound(url);
        rounds[name] = [...(rounds[name] ?? []), result];
        say(`round ${round}  ${name.padEnd(9)} ${Math.round(result.perSecond)}/s  p99 ${result.p99Ms} ms`);
      }
    }
  } finally {
    await stop();
  }
  const { carillon = [], unchecked = [], bare = [] } = rounds;
  return {
    rounds: ROUNDS,
    carillon: summary(carillon),
    unchecked: summary(unchecked),
    bare: summary(bare),
    ratio: { to_unchecked: ratio(carillon, unchecked), to_bare: ratio(carillon, bare) },
  };
}

function ratio(ours: Round[], others: Round[]) {
  const ratios = ours.map(({ perSecond }, round) => perSecond / (others[round]?.perSecond ?? Number.NaN));
  return {
    median: round2(median(ratios)),
    min: round2(Math.min(...ratios)),
    max: round2(Math.max(...ratios)),
  };
}

const summary = (rounds: Round[]) => ({
  per_second: Math.round(median(rounds.map(({ perSecond }) => perSecond))),
  p50_ms: median(rounds.map(({ p50Ms }) => p50Ms)),
  p99_ms: median(rounds.map(({ p99Ms }) => p99Ms)),
});
