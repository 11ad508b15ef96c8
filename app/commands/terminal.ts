import type { Terminal } from "./command.ts";

/** This process's own. The first Ctrl-C asks, the second one ends. */
export function createTerminal(json: boolean): Terminal {
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
  return {
    json,
    print: (line) => console.log(line),
    say: (line) => console.error(line),
    signal: stop.signal,
    fail: () => {
      process.exitCode = 1;
    },
  };
}
