import { expect, test } from "vitest";
import { batched } from "../../bench/end-to-end/rivals/batch.ts";

test("batches hold what came while another was being written, up to a limit", async () => {
  const written: number[][] = [];
  const double = batched(async (items: number[]) => {
    written.push(items);
    await Promise.resolve();
    return items.map((item) => item * 2);
  }, 3);
  const results = await Promise.all([1, 2, 3, 4, 5].map(double));
  expect(results).toEqual([2, 4, 6, 8, 10]);
  expect(written).toEqual([[1], [2, 3, 4], [5]]);
});

test("a batch fails as a whole, and the next one does not", async () => {
  const refuse = batched(async (items: number[]) => {
    if (items.includes(1)) throw new Error("refused");
    return items;
  }, 10);
  const results = await Promise.allSettled([1, 2, 3].map(refuse));
  expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
});
