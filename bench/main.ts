// `npm run bench [-- intake panel]`: one line of JSON per benchmark. Machines are shared and noisy, so each measures
// against something in the same run; read the ratios.

type Bench = (say: (line: string) => void) => Promise<object>;

/** Loaded when they run: what one needs is no part of another's memory. */
const BENCHES: Record<string, () => Promise<Bench>> = {
  intake: async () => (await import("./intake.ts")).benchIntake,
  mapping: async () => (await import("./mapping.ts")).benchMapping,
  panel: async () => (await import("./panel.ts")).benchPanel,
  upcoming: async () => (await import("./upcoming.ts")).benchUpcoming,
};

const named = process.argv.slice(2);
for (const name of named.length > 0 ? named : Object.keys(BENCHES)) {
  const bench = await BENCHES[name]?.();
  if (!bench) {
    console.error(`There is no benchmark ${name}. There are: ${Object.keys(BENCHES).join(", ")}.`);
    process.exit(1);
  }
  console.log(JSON.stringify({ bench: name, ...(await bench((line) => console.error(line))) }));
}

export {}; // a module, so that it may wait
