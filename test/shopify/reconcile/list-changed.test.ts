import { expect, test } from "vitest";
import type { Talk } from "../../../app/shopify/ask/talk.ts";
import { type Changed, listSince, type Request } from "../../../app/shopify/reconcile/list-changed.ts";

/** Shopify lets nobody page further. */
const REACHABLE = 25_000;
const START = Date.parse("2026-11-20T10:00:00Z");

/** A list of so many things, four of which change in every second. */
function listOf(count: number) {
  const all = Array.from({ length: count }, (_, index): Changed => {
    const time = START + Math.floor(index / 4) * 1_000;
    return { id: `gid://shopify/Order/${index}`, createdAt: time, updatedAt: time };
  });
  return async (_talk: Talk, { query, first, after }: Request) => {
    const [, from = ""] = /'(.*)'/.exec(query) ?? [];
    const since = all.filter(({ updatedAt }) => updatedAt >= Date.parse(from)).slice(0, REACHABLE);
    const start = Number(after ?? 0);
    const next = start + first;
    return { items: since.slice(start, next), after: next < since.length ? String(next) : null };
  };
}

test("more is listed than Shopify lets anybody page through", async () => {
  const listing = { list: listOf(30_000), first: 250, by: "updated_at" } as const;
  const seen = new Set<string>();
  let most = 0;
  for await (const page of listSince({} as Talk, listing, new Date(START))) {
    most = Math.max(most, page.length);
    for (const { id } of page) seen.add(id);
  }
  expect(seen.size).toBe(30_000);
  expect(most).toBe(250);
});
