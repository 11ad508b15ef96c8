// The scripted shop's year (sandbox/year) with every fifth webhook lost: everything is told that reconciliation can
// know, and what it cannot know stands here.
import { expect, test } from "vitest";
import type { Chapter } from "#sandbox/year/chapter.ts";
import type { Hook } from "#sandbox/year/hook.ts";
import { seededRandom } from "#sandbox/year/scramble.ts";
import { momentOf, year } from "#sandbox/year/year.ts";
import { openYearShop } from "#sandbox/year/year-shop.ts";
import { saveRules } from "../../app/rules/save-rules.ts";
import { processAll } from "../helpers/pipeline-steps.ts";
import { reconcileShop } from "../helpers/reconcile-shop.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";

const START = new Date("2026-01-05T10:00:00Z");
const MINUTE_MS = 60_000;
/** longer than anything is gathered */
const GATHERED_MS = 61_000;
const DROPPED = 0.2;
const SEED = 2026;

const clock = fakeClock(START.toISOString());
const { deps } = await createTestDeps({}, { clock });

/** Of these Shopify has no list by the time of their change, or none that says what happened. */
const UNKNOWABLE =
  /^(loyalty\/(rule|tier|coupon)_|payment_method\/|contact\/updated|customer\/deleted|subscription\/(un)?skipped)/;
/** What explains that a date moved. */
const EXPLAINS = /^subscription_(billing_attempts\/success|billing_cycles\/)/;

interface Event {
  topic: string;
  resource: string;
}

function countOf(events: Event[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { topic, resource } of events) {
    const name = `${topic} ${resource}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** Names that `many` has more often than `few`. */
const surplus = (many: Map<string, number>, few: Map<string, number>): string[] =>
  [...many].filter(([name, count]) => count > (few.get(name) ?? 0)).map(([name]) => name);

const contractOf = ({ body }: Hook): string => {
  const payload = JSON.parse(body);
  return payload.admin_graphql_api_subscription_contract_id ?? payload.admin_graphql_api_id;
};

/**
 * Told of contracts whose `update` came while the webhook that explains the moved date was lost: ten seconds later nobody
 * could know better.
 */
function unexplained(sends: Hook[], lost: Hook[]): Event[] {
  const came = sends.filter((hook) => hook.topic === "subscription_contracts/update" && !lost.includes(hook));
  const updated = new Set(came.map(contractOf));
  const contracts = new Set(lost.filter(({ topic }) => EXPLAINS.test(topic)).map(contractOf));
  return [...contracts]
    .filter((resource) => updated.has(resource))
    .flatMap((resource) => [
      { topic: "subscription/updated", resource },
      { topic: "subscription/next_order_date_changed", resource },
    ]);
}

/** What the chapters say should be told, and what was. `late`: what was lost comes hours after reconciliation. */
async function liveYear(firstId: number, late: boolean) {
  clock.set(START.toISOString());
  const shop = await reconcileShop(deps, clock);
  const story = openYearShop(shop.store, firstId);
  expect(await saveRules(deps, shop.shopId, story.rules)).toMatchObject({ kind: "saved" });
  clock.advance(20 * MINUTE_MS);
  await shop.check();
  const random = seededRandom(SEED);
  const expected: Event[] = [];
  const excused: Event[] = [];
  const count = { sent: 0, lost: 0 };
  const gather = async () => {
    await processAll(deps);
    clock.advance(GATHERED_MS);
    await processAll(deps);
  };

  async function live(chapter: Chapter): Promise<void> {
    clock.set(momentOf(chapter, START).toISOString());
    await processAll(deps);
    const happenedAt = clock.now();
    const { sends, told = [], later = [] } = chapter.act();
    expected.push(...told, ...later);
    const lost: Hook[] = [];
    for (const hook of sends) {
      if (random() < DROPPED) lost.push(hook);
      else await shop.send(hook);
    }
    excused.push(...unexplained(sends, lost));
    count.sent += sends.length;
    count.lost += lost.length;
    await gather();
    clock.advance(20 * MINUTE_MS);
    await shop.check();
    await gather();
    if (!late) return;
    clock.advance(180 * MINUTE_MS);
    for (const hook of lost) await shop.send(hook, happenedAt);
    await gather();
  }
  for (const chapter of year(story)) await live(chapter);
  return {
    ...{ ...count, shop, expected: countOf(expected), told: countOf(await shop.told()) },
    /** and not more than this */
    allowed: countOf([...expected, ...excused]),
  };
}

test("of a year with every fifth webhook lost, everything is told once that can be known", async () => {
  const { sent, lost, expected, allowed, told, shop } = await liveYear(1_000_000, false);
  expect(lost).toBeGreaterThan(sent / 6);
  const missing = surplus(expected, told);
  expect(missing.filter((name) => !UNKNOWABLE.test(name))).toEqual([]);
  expect(missing.length).toBeLessThan(lost / 8);
  expect(surplus(told, allowed)).toEqual([]);
  const found = (await shop.told()).filter(({ data }) => data.origin === "reconcile");
  expect(found.map(({ topic }) => topic)).toEqual(
    expect.arrayContaining(["subscription/paused", "subscription/billing_success"]),
  );
}, 120_000);

test("webhooks that come hours after reconciliation told of them tell nothing again", async () => {
  const { expected, allowed, told } = await liveYear(2_000_000, true);
  expect(surplus(expected, told)).toEqual([]);
  // What comes hours after the rest of a contact's changes is not gathered with them.
  expect(surplus(told, allowed).filter((name) => !name.startsWith("contact/updated "))).toEqual([]);
}, 120_000);
