/** Resolves when so many milliseconds are over, or rejects when the signal fires. */
export type Wait = (ms: number, value: undefined, options: { signal: AbortSignal }) => Promise<unknown>;

/** What `work` comes to; undefined when that takes longer. Then it goes on, and nobody hears of it. */
export async function inTime<T>(wait: Wait, ms: number, work: Promise<T>): Promise<T | undefined> {
  const done = new AbortController();
  const nothing = () => undefined;
  const late = wait(ms, undefined, { signal: done.signal }).then(nothing, nothing);
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}
