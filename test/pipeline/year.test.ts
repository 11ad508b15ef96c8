// A year of the scripted shop (sandbox/year) through the real pipeline: PostgreSQL, and Shopify's stand-in answering
// over HTTP. All clocks are one, and it moves from chapter to chapter.
import { expect, test } from "vitest";
import { HIGHEST_LIMITS } from "#sandbox/shopify/query-cost.ts";
import { webhookHeaders } from "#sandbox/shopify/send-webhook.ts";
import type { Chapter } from "#sandbox/year/chapter.ts";
import type { Told } from "#sandbox/year/hook.ts";
import { type SentHook, scramble, seededRandom } from "#sandbox/year/scramble.ts";
import { momentOf, year } from "#sandbox/year/year.ts";
import { openYearShop } from "#sandbox/year/year-shop.ts";
import { acceptWebhook } from "../../app/pipeline/inbox/accept-webhook.ts";
import { saveRules } from "../../app/rules/save-rules.ts";
import { CHANGE_REASONS } from "../../app/topics/data/contract.ts";
import { dataSchema } from "../../app/topics/data-schemas.ts";
import { addEndpoint, addShop, processAll } from "../helpers/pipeline-steps.ts";
import { connectShopify } from "../helpers/shopify-stand-in.ts";
import { API_SECRET, createTestDeps, fakeClock } from "../helpers/test-deps.ts";

const START = new Date("2026-01-05T10:00:00Z");
const SEED = 2026;
/** longer than anything is gathered */
const GATHERED_MS = 61_000;

const clock = fakeClock(START.toISOString());
const { deps } = await createTestDeps({}, { clock });

/** The shop at its stand-in for Shopify, and the merchant's set-up. */
async function open() {
  const { shop: domain, store } = await connectShopify(deps, { limits: HIGHEST_LIMITS });
  const shop = openYearShop(store, 1_000);
  const shopId = await addShop(deps, domain);
  await addEndpoint(deps, shopId, "http://127.0.0.1:9/all");
  expect(await saveRules(deps, shopId, shop.rules)).toMatchObject({ kind: "saved" });
  return shop;
}

async function deliver(shop: string, { topic, body, webhookId, handle }: SentHook): Promise<void> {
  const hook = { topic, body, webhookId, handle, shop, triggeredAt: clock.now() };
  const { kind } = await acceptWebhook(deps, webhookHeaders(API_SECRET, hook), Buffer.from(body));
  expect(["stored", "duplicate"]).toContain(kind);
}

interface Event extends Told {
  sequence: number;
  body: string;
}

/** What was told after the first `from` events. */
async function toldSince(from: number): Promise<Event[]> {
  const { rows } = await deps.pool.query<Event>(
    `select e.topic, e.resource, e.sequence, p.body from event e join event_payload p on p.event_id = e.id
     order by e.id offset $1`,
    [from],
  );
  return rows;
}

/** Why Shopify has not answered yet. */
async function waitingQuestions(): Promise<string[]> {
  const { rows } = await deps.pool.query<{ questions: string; reason: string | null }>(
    "select questions, reason from inquiry order by id",
  );
  return rows.map(({ questions, reason }) => `${questions}: ${reason}`);
}

const names = (told: Told[] = []) => told.map(({ topic, resource }) => `${topic} ${resource}`).sort();

interface Data {
  changes?: { reason: string }[];
  credits_history?: { type: string; value: number };
  points_history?: { type: string; value: number };
  tier?: string | null;
  previous_tier?: string | null;
}

function dataOf({ topic, body }: Event): Data {
  const { data } = JSON.parse(body) as { data: Data };
  const { error } = dataSchema(topic).safeParse(data);
  expect(error, topic).toBeUndefined();
  return data;
}

test("a year of a subscription, a membership and a loyal customer is told as it happens", async () => {
  const shop = await open();
  const random = seededRandom(SEED);
  const events: Event[] = [];
  const told = async () => {
    await processAll(deps);
    const fresh = await toldSince(events.length);
    events.push(...fresh);
    return fresh;
  };

  async function live(chapter: Chapter): Promise<void> {
    clock.set(momentOf(chapter, START).toISOString());
    const dueBefore = await told();
    const scene = chapter.act();
    for (const sent of scramble(scene.sends, random)) await deliver(shop.store.state.shop, sent);
    const atOnce = await told();
    clock.advance(GATHERED_MS);
    const waiting = await waitingQuestions();
    const later = [...dueBefore, ...(await told())];
    const what = { day: chapter.day, chapter: chapter.name };
    expect({ ...what, waiting, atOnce: names(atOnce), later: names(later) }).toEqual({
      ...what,
      waiting: [],
      atOnce: names(scene.told),
      later: names(scene.later),
    });
  }

  for (const chapter of year(shop)) await live(chapter);

  const dataOfAll = events.map((event) => ({ topic: event.topic, ...dataOf(event) }));
  const changes = dataOfAll.flatMap((data) => (data.topic === "contact/updated" ? [] : (data.changes ?? [])));
  expect(new Set(changes.map(({ reason }) => reason))).toEqual(new Set(CHANGE_REASONS));
  expect(dataOfAll.flatMap(({ credits_history: of }) => (of ? [[of.type, of.value]] : []))).toEqual([
    ["Earn", 10],
    ["Redeem", -4],
    ["Refund", 4],
    ["Earn", 3],
    ["Expire", -6],
  ]);
  expect(dataOfAll.flatMap(({ points_history: of }) => (of ? [[of.type, of.value]] : []))).toEqual([
    ["Earn", 150],
    ["Redeem", -220],
  ]);
  const moves = dataOfAll.filter(
    ({ topic }) => topic === "loyalty/tier_changed" || topic === "loyalty/tier_lost",
  );
  expect(moves.map(({ previous_tier, tier }) => [previous_tier, tier])).toEqual([
    ["Bronze", "Silver"],
    ["Silver", "Gold"],
    ["Gold", "Bronze"],
    ["Bronze", "Platinum"],
    ["Platinum", "Bronze"],
    ["Bronze", null],
  ]);
  for (const [resource, ofResource] of Map.groupBy(events, (event) => event.resource)) {
    const numbers = ofResource.map(({ sequence }) => sequence).sort((a, b) => a - b);
    expect(numbers, resource).toEqual(numbers.map((_, index) => index + 1));
  }
  const { rows: lost } = await deps.pool.query(
    "select topic, reason from inbound_webhook where status in ('pending', 'failed')",
  );
  expect(lost).toEqual([]);
}, 60_000);
