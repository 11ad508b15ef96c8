import { expect, test } from "vitest";
import { countInTurn } from "../../../app/pipeline/recover/count-in-turn.ts";
import { createTestDeps } from "../../helpers/test-deps.ts";

const { deps } = await createTestDeps();

/** A count that goes on until it is let go. */
async function begin(shopId: string) {
  const begun = Promise.withResolvers<void>();
  const { promise, resolve } = Promise.withResolvers<number>();
  const counted = countInTurn(deps.pool, shopId, () => {
    begun.resolve();
    return promise;
  });
  await begun.promise;
  return async (count: number) => {
    resolve(count);
    return counted;
  };
}
const count = (shopId: string) => countInTurn(deps.pool, shopId, async () => 1);

test("a shop counts once at a time, others beside it", async () => {
  const end = await begin("shp_a");
  expect(await count("shp_a")).toBeUndefined();
  expect(await count("shp_b")).toBe(1);
  expect(await end(7)).toBe(7);
  expect(await count("shp_a")).toBe(1);
});

test("however many shops ask, two count at a time", async () => {
  const ends = [await begin("shp_a"), await begin("shp_b")];
  const others = Array.from({ length: 50 }, (_, number) => count(`shp_${number}`));
  expect(new Set(await Promise.all(others))).toEqual(new Set([undefined]));
  await ends[0]?.(1);
  expect(await count("shp_c")).toBe(1);
  await ends[1]?.(1);
});

test("a count that fails gives its turn back", async () => {
  const failing = countInTurn(deps.pool, "shp_a", () => Promise.reject(new Error("no count")));
  await expect(failing).rejects.toThrow("no count");
  expect(await count("shp_a")).toBe(1);
});
