/**
 * Gathers single calls: those that come while a batch is being written are written together after it. `limit`: most in
 * one batch. `write` answers in the order of its items.
 */
export function batched<Item, Result>(
  write: (items: Item[]) => Promise<Result[]>,
  limit: number,
): (item: Item) => Promise<Result> {
  const queue: { item: Item; wait: PromiseWithResolvers<Result> }[] = [];
  let writing = false;

  async function writeAll(): Promise<void> {
    writing = true;
    while (queue.length > 0) {
      const batch = queue.splice(0, limit);
      try {
        const results = await write(batch.map(({ item }) => item));
        for (const [index, { wait }] of batch.entries()) wait.resolve(results[index] as Result);
      } catch (error) {
        for (const { wait } of batch) wait.reject(error);
      }
    }
    writing = false;
  }

  return (item) => {
    const wait = Promise.withResolvers<Result>();
    queue.push({ item, wait });
    if (!writing) void writeAll();
    return wait.promise;
  };
}
