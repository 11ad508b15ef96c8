// `npm run bench`: intake of 2 KB webhooks by Carillon and by the plainest thing that does the same (an Express route
// with one insert per request), in turn, on one database server. Says ratios: machines are shared and noisy.

import { startContestants } from "./contestants.ts";
import { median, type Round, runRound } from "./load.ts";

const ROUNDS = 5;

const { contestants, stop } = await startContestants();
const rounds: Record<string, Round[]> = {};
try {
  for (const { url } of contestants) await runRound(url); // warm up
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const { name, url } of contestants) {
      const result = await runRound(url);
      rounds[name] = [...(rounds[name] ?? []), result];
      console.error(
        `round ${round}  ${name.padEnd(9)} ${Math.round(result.perSecond)}/s  p99 ${result.p99Ms} ms`,
      );
    }
  }
} finally {
  await stop();
}

const [carillon = [], bare = []] = contestants.map(({ name }) => rounds[name] ?? []);
const ratios = carillon.map(({ perSecond }, round) => perSecond / (bare[round]?.perSecond ?? Number.NaN));
const summary = Object.entries(rounds).map(([name, results]) => [
  name,
  {
    per_second: Math.round(median(results.map(({ perSecond }) => perSecond))),
    p50_ms: median(results.map(({ p50Ms }) => p50Ms)),
    p99_ms: median(results.map(({ p99Ms }) => p99Ms)),
  },
]);
console.log(
  JSON.stringify({
    bench: "intake",
    rounds: ROUNDS,
    ...Object.fromEntries(summary),
    ratio: {
      median: round2(median(ratios)),
      min: round2(Math.min(...ratios)),
      max: round2(Math.max(...ratios)),
    },
  }),
);

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
