import { expect, test } from "vitest";
import { createStore } from "#sandbox/shopify/store/create-store.ts";
import { type Hook, hook } from "#sandbox/year/hook.ts";
import { scramble, seededRandom } from "#sandbox/year/scramble.ts";
import { YEAR_MS, year } from "#sandbox/year/year.ts";
import { openYearShop } from "#sandbox/year/year-shop.ts";
import { rulesSchema } from "../../app/rules/rules-schema.ts";

const openShop = (firstId = 1_000) =>
  openYearShop(createStore("a.myshopify.com", { now: () => new Date("2026-01-05T10:00:00Z") }), firstId);

test("no two chapters of the year begin at the same moment, and it ends within a year", () => {
  const days = year(openShop()).map(({ day }) => day);
  expect(days.length).toBeGreaterThan(100);
  expect(new Set(days).size).toBe(days.length);
  expect(Math.max(...days) * 86_400_000).toBeLessThan(YEAR_MS);
});

test("the rules that the merchant sets for the year are rules", () => {
  expect(rulesSchema.safeParse(openShop().rules).error).toBeUndefined();
});

test("two years with other first ids are about other things", () => {
  const [one, other] = [openShop(1_000), openShop(5_000)];
  expect(one.coffee.id).not.toBe(other.coffee.id);
  expect(one.segments.gold).not.toBe(other.segments.gold);
});

test("the same seed confuses webhooks in the same way, and none is lost", () => {
  const hooks: Hook[] = Array.from({ length: 40 }, (_, id) => hook("products/create", { id }));
  const bodies = (seed: number) => scramble(hooks, seededRandom(seed)).map(({ body }) => body);
  expect(bodies(1)).toEqual(bodies(1));
  expect(bodies(1)).not.toEqual(bodies(2));
  expect(bodies(1).length).toBeGreaterThan(hooks.length);
  expect(new Set(bodies(1))).toEqual(new Set(hooks.map(({ body }) => body)));
});

test("of webhooks that come twice some have one id and some have two", () => {
  const hooks: Hook[] = Array.from({ length: 200 }, (_, id) => hook("products/create", { id }));
  const byBody = Map.groupBy(scramble(hooks, seededRandom(3)), ({ body }) => body);
  const twice = [...byBody.values()].filter((sent) => sent.length === 2);
  const sameId = twice.filter(([a, b]) => a?.webhookId === b?.webhookId);
  expect(sameId.length).toBeGreaterThan(0);
  expect(sameId.length).toBeLessThan(twice.length);
});
