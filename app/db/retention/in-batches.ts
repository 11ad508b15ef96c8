/** What a batch came to. */
export interface Batch {
  gone: number;
  /** rows that are old enough, of those looked at */
  old: number;
  /** the last of them; null when there was none */
  last: string | null;
}

interface Batches {
  /** below every value */
  from: string;
  /** how many rows a batch looks at: the last one has fewer */
  size: number;
  signal?: AbortSignal | undefined;
}

/** Takes batch after batch, each from where the one before ended; returns how many rows went. */
export async function inBatches(
  { from, size, signal }: Batches,
  take: (after: string) => Promise<{ rows: Batch[] }>,
): Promise<number> {
  let total = 0;
  for (let after = from; !signal?.aborted; ) {
    const [{ gone, old, last } = { gone: 0, old: 0, last: null }] = (await take(after)).rows;
    total += gone;
    if (old < size || last === null) return total;
    after = last;
  }
  return total;
}
