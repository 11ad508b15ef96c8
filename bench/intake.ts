// Intake of 2 KB webhooks by Carillon and by the plainest thing that does the same (an Express route with one insert per
// request), in turn, on one database server.
import { startContestants } from "./contestants.ts";
import { type Round, runRound } from "./load.ts";
import { median, round2 } from "./statistics.ts";

const ROUNDS = 5;

/** Requests per second and latencies of both, and their ratio round by round. */
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
  const { carillon = [], bare = [] } = rounds;
  const ratios = carillon.map(({ perSecond }, round) => perSecond / (bare[round]?.perSecond ?? Number.NaN));
  return {
    rounds: ROUNDS,
    carillon: summary(carillon),
    bare: summary(bare),
    ratio: {
      median: round2(median(ratios)),
      min: round2(Math.min(...ratios)),
      max: round2(Math.max(...ratios)),
    },
  };
}

const summary = (rounds: Round[]) => ({
  per_second: Math.round(median(rounds.map(({ perSecond }) => perSecond))),
  p50_ms: median(rounds.map(({ p50Ms }) => p50Ms)),
  p99_ms: median(rounds.map(({ p99Ms }) => p99Ms)),
});
