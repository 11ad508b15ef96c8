// Processes and folders outlive a benchmark that is stopped: whoever makes one says here how it ends.

type Stop = () => Promise<void>;

const open = new Set<Stop>();

/** The same function, to be called once: by its owner, or when the benchmark is stopped. */
export function endsWithUs(stop: Stop): Stop {
  const once = async () => {
    if (open.delete(once)) await stop();
  };
  open.add(once);
  return once;
}

let stopped = false;

/** Never resolves once a signal has come: what then fails does so because its processes are being ended. */
export const unlessStopped = (): Promise<void> =>
  stopped ? new Promise(() => undefined) : Promise.resolve();

/** Ctrl-C and SIGTERM end all of it, what was started last first. */
export function endOnSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, async () => {
      stopped = true;
      for (const stop of [...open].reverse()) await stop().catch(() => undefined);
      process.exit(1);
    });
  }
}
