// Snapshots hold ids, states, dates, amounts and hashes: a year of the scripted shop and all documented samples go
// through every mapper, with everything chosen, and no state ever says who somebody is.
import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { HIGHEST_LIMITS } from "#sandbox/shopify/query-cost.ts";
import { webhookHeaders } from "#sandbox/shopify/send-webhook.ts";
import type { Store } from "#sandbox/shopify/store/create-store.ts";
import { type SentHook, scramble, seededRandom } from "#sandbox/year/scramble.ts";
import { momentOf, year } from "#sandbox/year/year.ts";
import { openYearShop } from "#sandbox/year/year-shop.ts";
import { acceptWebhook } from "../../app/pipeline/inbox/accept-webhook.ts";
import { MAPPERS } from "../../app/pipeline/mapping/mappers.ts";
import { saveRules } from "../../app/rules/save-rules.ts";
import { addEndpoint, addShop, processAll, takeIn } from "../helpers/pipeline-steps.ts";
import { sample } from "../helpers/run-mapper.ts";
import { connectShopify } from "../helpers/shopify-stand-in.ts";
import { API_SECRET, createTestDeps, fakeClock } from "../helpers/test-deps.ts";
import { PERSONAL } from "./personal-values.ts";

const START = new Date("2026-01-05T10:00:00Z");
/** longer than anything is gathered */
const GATHERED_MS = 61_000;
const clock = fakeClock(START.toISOString());
const { deps } = await createTestDeps({}, { clock });

/** What the states say of `texts`. */
async function statesSay(shopId: string, texts: string[]): Promise<string[]> {
  const { rows } = await deps.pool.query<{ resource: string; state: string }>(
    "select resource, state from snapshot where shop_id = $1 and state is not null",
    [shopId],
  );
  const says = (state: string) => texts.filter((text) => state.includes(text));
  return rows.flatMap(({ resource, state }) => says(state).map((text) => `${resource}: ${text}`));
}

async function deliver(shop: string, { topic, body, webhookId, handle }: SentHook): Promise<void> {
  const hook = { topic, body, webhookId, handle, shop, triggeredAt: clock.now() };
  await acceptWebhook(deps, webhookHeaders(API_SECRET, hook), Buffer.from(body));
}

/** Whom the scripted shop knows by now. */
const peopleOf = (store: Store): string[] =>
  [...store.state.customers.values()].flatMap(({ firstName, lastName, email, phone }) =>
    [firstName, lastName, email, phone].flatMap((text) => (text ? [text] : [])),
  );

test("in a year of a shop no state holds a name, an address of any kind or a number to call", async () => {
  const { shop: domain, store } = await connectShopify(deps, { limits: HIGHEST_LIMITS });
  const shop = openYearShop(store, 1_000);
  const shopId = await addShop(deps, domain);
  await addEndpoint(deps, shopId, "http://127.0.0.1:9/all");
  expect(await saveRules(deps, shopId, shop.rules)).toMatchObject({ kind: "saved" });
  const random = seededRandom(2026);
  for (const chapter of year(shop)) {
    clock.set(momentOf(chapter, START).toISOString());
    await processAll(deps);
    for (const sent of scramble(chapter.act().sends, random)) await deliver(domain, sent);
    await processAll(deps);
    expect(await statesSay(shopId, peopleOf(store)), chapter.name).toEqual([]);
    clock.advance(GATHERED_MS);
    await processAll(deps);
    expect(await statesSay(shopId, peopleOf(store)), chapter.name).toEqual([]);
  }
  expect(peopleOf(store).filter((text) => text.includes("@")).length).toBeGreaterThan(3);
  expect(await statesSay(shopId, ["shownAt", "gatherUntil", "balance"])).not.toEqual([]);
}, 60_000);

test("after all documented samples no state says anything of the people in them", async () => {
  const topicOf = (name: string) => name.replace("__", "/").replace(/\.null.*/, "");
  const samples = readdirSync(new URL("../fixtures/shopify", import.meta.url))
    .map((file) => file.replace(".json", ""))
    .filter((name) => MAPPERS.has(topicOf(name)));
  expect(samples.length).toBeGreaterThan(40);
  const shop = "samples.myshopify.com";
  const shopId = await addShop(deps, shop);
  await addEndpoint(deps, shopId, "http://127.0.0.1:9/all");
  for (const name of samples) await takeIn(deps, topicOf(name), sample(name), { shop, webhookId: name });
  await processAll(deps);
  expect(await statesSay(shopId, ["hash"])).not.toEqual([]);
  expect(await statesSay(shopId, PERSONAL)).toEqual([]);
  clock.advance(GATHERED_MS);
  await processAll(deps);
  expect(await statesSay(shopId, PERSONAL)).toEqual([]);
});
