import { beforeAll, expect, test } from "vitest";
import { en } from "../../app/locales/en.ts";
import { fr } from "../../app/locales/fr.ts";
import { startTexts, texts } from "../../app/locales/i18n.ts";
import { reconciliation } from "../../app/queries/reconciliation.ts";
import { outcomeText } from "../../app/ui/reconcile/words.ts";
import { translateSentence } from "../../app/ui/texts/translate-sentence.ts";
import { type ReconcileShop, reconcileShop } from "../helpers/reconcile-shop.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const clock = fakeClock("2026-11-20T10:00:00Z");
const { deps } = await createTestDeps({}, { clock });

beforeAll(() => startTexts("en", { en, fr }));

/** What the panel says of one kind of resource. */
async function saidOf({ shopId }: ReconcileShop, name: string, language: "en" | "fr" = "en") {
  const { resources } = await reconciliation(deps, shopId);
  const view = resources.find(({ resource }) => resource === name);
  const translate = (sentence: string) =>
    language === "en" ? sentence : translateSentence(fr.problems, sentence);
  return view && outcomeText(texts.getFixedT(language, "reconcile"), view, translate);
}

test("the panel says when watching began, and counts the webhooks that had not come", async () => {
  const shop = await reconcileShop(deps, clock, { topics: ["order/created", "order/paid"] });
  await shop.check();
  expect(await saidOf(shop, "order")).toBe("Watching began then.");
  expect(await saidOf(shop, "customer")).toBe("No destination chose these events.");
  clock.advance(HOUR_MS);
  await shop.check();
  expect(await saidOf(shop, "order")).toBe("Nothing had changed.");
  clock.advance(20 * MINUTE_MS);
  shop.store.addOrder();
  clock.advance(HOUR_MS);
  await shop.check();
  expect(await saidOf(shop, "order")).toBe(
    "1 changed; 2 webhooks had not come, and Carillon made up for them.",
  );
  expect(await saidOf(shop, "order", "fr")).toBe(
    "Modifications : 1 ; 2 webhooks n’étaient pas arrivés, Carillon les a suppléés.",
  );
  clock.advance(20 * MINUTE_MS);
  shop.fail({ kind: "status", status: 503 });
  clock.advance(HOUR_MS);
  await shop.check();
  expect(await saidOf(shop, "order")).toBe("Shopify answered with HTTP status 503.");
  expect(await saidOf(shop, "order", "fr")).toBe("Shopify a répondu avec le statut HTTP 503.");
});

test("of contracts the panel says how many are known from the list", async () => {
  const shop = await reconcileShop(deps, clock, { topics: ["subscription/updated"] });
  for (let made = 0; made < 3; made += 1) shop.store.addContract();
  clock.advance(HOUR_MS);
  await shop.check();
  expect(await saidOf(shop, "contract")).toBe("Shopify is making a list of all contracts.");
  for (let looks = 0; looks < 2; looks += 1) {
    clock.advance(11 * MINUTE_MS);
    await shop.check();
  }
  expect(await saidOf(shop, "contract")).toBe("Watching began then, with 3 contracts known.");
  clock.advance(HOUR_MS);
  await shop.check();
  expect(await saidOf(shop, "contract")).toBe("Nothing had changed.");
});
