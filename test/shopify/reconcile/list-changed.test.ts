import { expect, test } from "vitest";
import { changedAnswer } from "#sandbox/shopify/store/changed-answers.ts";
import { Postponed } from "../../../app/shopify/ask/setbacks.ts";
import type { Talk } from "../../../app/shopify/ask/talk.ts";
import {
  type Changed,
  type Listing,
  listSince,
  type Request,
} from "../../../app/shopify/reconcile/list-changed.ts";
import { inSeconds, toPage } from "../../../app/shopify/reconcile/page.ts";

/** 10:00:05 of a day of which much has passed. */
const START = Date.parse("2026-11-20T10:00:05Z");
const TALK = {} as Talk;

/** So many things, some of which change in every second, as the sandbox lists them: no further than 25,000. */
function listOf(count: number, { by, atOnce }: { by: Listing<Changed>["by"]; atOnce: number }) {
  const all = Array.from({ length: count }, (_, index) => {
    const time = new Date(START + Math.floor(index / atOnce) * 1_000).toISOString();
    return { id: `gid://shopify/Thing/${index + 1}`, createdAt: time, updatedAt: time };
  });
  const precision = by === "id" ? "day" : "second";
  const list = async (_talk: Talk, request: Request) => {
    const args = { ...request, sortKey: by.toUpperCase() };
    const page = changedAnswer(all, args, (thing) => thing, precision);
    return toPage(page as { nodes: typeof all; pageInfo: typeof page.pageInfo }, (thing) => ({
      ...{ id: thing.id, createdAt: inSeconds(thing.createdAt), updatedAt: inSeconds(thing.updatedAt) },
    }));
  };
  return { list, first: 250, by };
}

async function idsOf(listing: Listing<Changed>, from: string | null = null) {
  const seen = new Set<string>();
  for await (const { items } of listSince(TALK, listing, new Date(START), from))
    for (const { id } of items) seen.add(id);
  return seen;
}

test("more is listed than Shopify lets anybody page through", async () => {
  expect((await idsOf(listOf(30_000, { by: "updated_at", atOnce: 4 }))).size).toBe(30_000);
});

test("more are listed than Shopify lets anybody page through where it matches whole days", async () => {
  expect((await idsOf(listOf(45_001, { by: "id", atOnce: 10 }))).size).toBe(45_001);
});

test("more than Shopify can list at one moment is never taken for all", async () => {
  const listing = listOf(30_000, { by: "updated_at", atOnce: 30_000 });
  await expect(idsOf(listing)).rejects.toThrow(Postponed);
});

test.each(["updated_at", "id"] as const)("a list by %s goes on where it was", async (by) => {
  const listing = listOf(1_000, { by, atOnce: 4 });
  const places: (string | null)[] = [];
  for await (const { place } of listSince(TALK, listing, new Date(START), null)) places.push(place);
  expect(places).toHaveLength(4);
  const rest = await idsOf(listing, places[2]);
  expect(rest.size).toBeGreaterThanOrEqual(250);
  expect(rest.size).toBeLessThanOrEqual(254);
  expect(rest).toContain("gid://shopify/Thing/1000");
});
