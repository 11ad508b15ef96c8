// `npm run bench [-- NAME… --quick --json FILE]`. Without names: the benchmark from a webhook to its delivery on record
// (docs/benchmark.md). Machines are shared and noisy, so each measures against something in the same run; read the
// ratios.
import { writeFileSync } from "node:fs";
import { parseArguments } from "./arguments.ts";
import { END_TO_END, partsOf } from "./end-to-end/parts.ts";

type Bench = (say: (line: string) => void) => Promise<object>;

/** Loaded when they run: what one needs is no part of another's memory. */
const BENCHES: Record<string, () => Promise<Bench>> = {
  api: async () => (await import("./api.ts")).benchApi,
  flow: async () => (await import("./flow.ts")).benchFlow,
  intake: async () => (await import("./intake.ts")).benchIntake,
  listen: async () => (await import("./listen.ts")).benchListen,
  mapping: async () => (await import("./mapping.ts")).benchMapping,
  panel: async () => (await import("./panel.ts")).benchPanel,
  reconcile: async () => (await import("./reconcile.ts")).benchReconcile,
  retention: async () => (await import("./retention.ts")).benchRetention,
  upcoming: async () => (await import("./upcoming.ts")).benchUpcoming,
};

const say = (line: string): void => console.error(line);

const wanted = parseArguments(process.argv.slice(2), [...END_TO_END, ...Object.keys(BENCHES)]);
if (wanted.kind === "wrong") {
  say(wanted.sentence);
  process.exit(1);
}
const { quick, json } = wanted;
if (json !== null) write(json, {}); // a file that cannot be written is told now and not when all is done

const parts = partsOf(wanted.names, quick);
let results: Record<string, unknown> = {};
if (parts.length > 0) {
  const { benchEndToEnd } = await import("./end-to-end/run.ts");
  const { tableOf } = await import("./end-to-end/table.ts");
  const report = await benchEndToEnd(parts, { quick, say });
  console.log(tableOf(report));
  results = { ...report };
}
for (const [name, load] of Object.entries(BENCHES)) {
  if (!wanted.names.includes(name)) continue;
  const bench = await load();
  results[name] = await bench(say);
  console.log(JSON.stringify({ bench: name, ...(results[name] as object) }));
}
if (json !== null) write(json, results);
process.exit(0); // whatever still has a timer

function write(file: string, content: object): void {
  try {
    writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
  } catch (error) {
    say(
      `${file} cannot be written (${(error as NodeJS.ErrnoException).code}). Name another file after --json.`,
    );
    process.exit(1);
  }
}
