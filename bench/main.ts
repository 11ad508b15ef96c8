// `npm run bench [-- intake panel]`: one line of JSON per benchmark. Machines are shared and noisy, so each measures
// against something in the same run; read the ratios.
import { benchIntake } from "./intake.ts";
import { benchMapping } from "./mapping.ts";
import { benchPanel } from "./panel.ts";
import { benchUpcoming } from "./upcoming.ts";

const BENCHES: Record<string, (say: (line: string) => void) => Promise<object>> = {
  intake: benchIntake,
  mapping: benchMapping,
  panel: benchPanel,
  upcoming: benchUpcoming,
};

const named = process.argv.slice(2);
for (const name of named.length > 0 ? named : Object.keys(BENCHES)) {
  const bench = BENCHES[name];
  if (!bench) {
    console.error(`There is no benchmark ${name}. There are: ${Object.keys(BENCHES).join(", ")}.`);
    process.exit(1);
  }
  console.log(JSON.stringify({ bench: name, ...(await bench((line) => console.error(line))) }));
}
