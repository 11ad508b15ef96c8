// A day of a busy shop, of whose webhooks one in five never comes, beside the same day with all of them:
// reconciliation tells the rest, and nothing twice.
import { expect, test } from "vitest";
import type { Hook } from "#sandbox/year/hook.ts";
import { seededRandom } from "#sandbox/year/scramble.ts";
import { busyShop } from "../helpers/busy-shop.ts";
import { processAll } from "../helpers/pipeline-steps.ts";
import { type ReconcileShop, reconcileShop, type Told } from "../helpers/reconcile-shop.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";

const START = "2026-11-20T10:00:00Z";
const SEED = 20;
const DROPPED = 0.2;
const ACTIONS = 160;
const MINUTE_MS = 60_000;

const clock = fakeClock(START);
const { deps } = await createTestDeps({}, { clock });

interface Dropped {
  hook: Hook;
  at: Date;
}

/** An action every three minutes, and a look every ten. `drops`: decides of each webhook whether it never comes. */
async function live(
  shop: ReconcileShop,
  drops: () => boolean,
): Promise<{ sent: number; dropped: Dropped[] }> {
  const { act } = busyShop(shop.store, seededRandom(SEED));
  const dropped: Dropped[] = [];
  let sent = 0;
  await shop.check();
  for (let action = 1; action <= ACTIONS; action += 1) {
    clock.advance(3 * MINUTE_MS);
    for (const hook of act()) {
      sent += 1;
      if (drops()) dropped.push({ hook, at: clock.now() });
      else await shop.send(hook);
    }
    await processAll(deps);
    if (action % 3 === 0) await shop.check();
  }
  for (const _look of [1, 2]) {
    clock.advance(70 * MINUTE_MS);
    await shop.check();
  }
  return { sent, dropped };
}

/** How often each thing was told, by names that are the same in both shops. */
function countOf(events: Told[], firstId: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { topic, resource } of events) {
    if (topic === "contact/updated") continue; // told of what came within half a minute
    const name = `${topic} ${resource.replace(/\d+$/, (digits) => String(Number(digits) - firstId))}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

test("with every fifth webhook lost, reconciliation tells what is missing, once", async () => {
  const wholeIds = 1_000_000;
  const whole = await reconcileShop(deps, clock, { firstId: wholeIds });
  const { sent } = await live(whole, () => false);
  const expected = countOf(await whole.told(), wholeIds);
  const looked = await deps.pool.query(
    "select topic from inbound_webhook where topic like 'carillon/reconcile/%'",
  );
  expect(looked.rows, "what came as a webhook is not found again").toEqual([]);

  clock.set(START);
  const lossyIds = 2_000_000;
  const lossy = await reconcileShop(deps, clock, { firstId: lossyIds });
  const dropping = seededRandom(SEED + 1);
  const { dropped } = await live(lossy, () => dropping() < DROPPED);
  const events = await lossy.told();
  const told = countOf(events, lossyIds);

  expect(dropped.length).toBeGreaterThan(sent / 7);
  const twice = [...told].filter(([name, count]) => count > (expected.get(name) ?? 0));
  expect(twice).toEqual([]);
  const missing = [...expected].filter(([name, count]) => (told.get(name) ?? 0) < count);
  // Of two changes between two looks of which the first was not told, the second tells both.
  expect(missing.filter(([name]) => !name.includes("/updated "))).toEqual([]);
  expect(missing.filter(([name, count]) => (told.get(name) ?? 0) < count - 1)).toEqual([]);
  expect(missing.length).toBeLessThanOrEqual(dropped.length / 20);

  for (const { hook, at } of dropped) await lossy.send(hook, at);
  await processAll(deps);
  clock.advance(MINUTE_MS);
  await processAll(deps);
  expect((await lossy.told()).length, "a webhook that comes a day late tells nothing new").toBe(
    events.length,
  );
}, 120_000);
