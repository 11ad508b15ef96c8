// One thing about which Shopify gives no answer, however often it is asked.
import { beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { en } from "../../app/locales/en.ts";
import { fr } from "../../app/locales/fr.ts";
import { startTexts, texts } from "../../app/locales/i18n.ts";
import { reconciliation } from "../../app/queries/reconciliation.ts";
import { outcomeText } from "../../app/ui/reconcile/words.ts";
import { type ReconcileShop, reconcileShop } from "../helpers/reconcile-shop.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const INTERNAL = {
  errors: [{ message: "Internal error.", extensions: { code: "INTERNAL_SERVER_ERROR" }, path: ["nodes", 0] }],
};

const clock = fakeClock("2026-11-20T10:00:00Z");
const { deps } = await createTestDeps({}, { clock });

beforeAll(() => startTexts("en", { en, fr }));

/** From now on Shopify fails on every question about the content of `id`. Returns how to end it. */
function failOn(id: string): () => void {
  const real = globalThis.fetch;
  const failing = vi.spyOn(globalThis, "fetch").mockImplementation(async (url, init) => {
    const body = String(init?.body ?? "");
    const answer = await real(url, init);
    if (!body.includes("query Found") || !body.includes(id)) return answer;
    return Response.json({ ...(await answer.json()), ...INTERNAL });
  });
  onTestFinished(() => failing.mockRestore());
  return () => failing.mockRestore();
}

async function saidOfOrders({ shopId }: ReconcileShop, language: "en" | "fr"): Promise<string | undefined> {
  const { resources } = await reconciliation(deps, shopId);
  const view = resources.find(({ resource }) => resource === "order");
  return view && outcomeText(texts.getFixedT(language, "reconcile"), view, String);
}

/** A shop that is watched, with nine new orders of which no webhook came. `poor`: the first one's gid. */
async function shopWithNews(topics: string[]) {
  const shop = await reconcileShop(deps, clock, { topics });
  await shop.check();
  clock.advance(20 * MINUTE_MS);
  const [poor = ""] = Array.from({ length: 9 }, () => shop.store.addOrder().id);
  return { shop, poor };
}

async function checkFor(shop: ReconcileShop, hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour += 1) {
    clock.advance(HOUR_MS);
    await shop.check();
  }
}

test("those beside it are told at once; after hours it is passed over, counted and logged", async () => {
  const { shop, poor } = await shopWithNews(["order/created"]);
  const log = vi.spyOn(deps.log, "warn");
  failOn(poor);
  await checkFor(shop, 1);
  expect(await shop.topics(), "the others of its page").toHaveLength(8);
  expect(await shop.run(), "an error may pass").toMatchObject({
    reason: "Shopify did not answer the question: Internal error.",
  });
  shop.store.addOrder();
  await checkFor(shop, 4);
  expect(await shop.topics()).toHaveLength(9);
  expect(log.mock.calls.filter(([, name]) => name === "reconcile.passed_over")).toEqual([
    [{ shop: shop.shop, resource: poor, why: expect.any(String) }, "reconcile.passed_over"],
  ]);
});

test("an answer that comes within that time is not passed over", async () => {
  const { shop, poor } = await shopWithNews(["order/created"]);
  const mend = failOn(poor);
  await checkFor(shop, 2);
  mend();
  await checkFor(shop, 1);
  expect(await shop.topics()).toHaveLength(9);
});

test("the panel says how many were passed over, and what changes is looked at again", async () => {
  const { shop, poor } = await shopWithNews(["order/created", "order/updated"]);
  const mend = failOn(poor);
  await checkFor(shop, 3);
  expect(await saidOfOrders(shop, "en")).toBe(
    "9 changed. 1 could not be read at Shopify, and is looked at again when it changes.",
  );
  expect(await saidOfOrders(shop, "fr")).toBe(
    "Modifications : 9. Élément illisible chez Shopify : 1. Il sera examiné de nouveau quand il changera.",
  );
  mend();
  shop.store.updateOrder(poor, { tags: ["new"] });
  await checkFor(shop, 2);
  expect((await shop.told()).filter(({ resource }) => resource === poor)).toMatchObject([
    { topic: "order/updated" },
  ]);
  expect(await saidOfOrders(shop, "en")).toBe("Nothing had changed.");
});
