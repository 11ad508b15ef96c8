// The same privacy request a second time. Shopify may send it again for good reasons, and it says neither when nor which
// request: none is skipped (SECURITY.md says what follows from that).
import { beforeEach, expect, test } from "vitest";
import { carryOutNext } from "../../app/duties/worker.ts";
import { processAll } from "../helpers/pipeline-steps.ts";
import { type ReconcileShop, reconcileShop } from "../helpers/reconcile-shop.ts";
import { createTestDeps, type FakeClock, fakeClock, type TestDeps } from "../helpers/test-deps.ts";

const ADA = { id: 77, email: "ada@example.com", first_name: "Ada" };

let app: TestDeps;
let clock: FakeClock;
let shop: ReconcileShop;

beforeEach(async () => {
  clock = fakeClock("2026-11-20T10:00:00Z");
  app = await createTestDeps({}, { clock });
  shop = await reconcileShop(app.deps, clock, { topics: ["customer/updated"] });
});

async function send(topic: string, body: object): Promise<void> {
  await shop.send({ topic, body: JSON.stringify(body) });
  await processAll(app.deps);
  while (await carryOutNext(app.deps));
}

const becomes = (first_name: string, updated_at: string) =>
  send("customers/update", {
    ...{ ...ADA, first_name, updated_at, created_at: "2026-11-01T10:00:00Z" },
    admin_graphql_api_id: `gid://shopify/Customer/${ADA.id}`,
  });

const names = async () =>
  (await shop.told()).map(({ data }) => (data.customer as { first_name: string | null }).first_name);

test("a customer who asks to be forgotten once more, in the same words, is forgotten once more", async () => {
  const redact = {
    ...{ shop_id: 1, shop_domain: shop.shop, orders_to_redact: [] },
    customer: { id: ADA.id, email: ADA.email, phone: null },
  };
  await becomes("Ada", "2026-11-20T09:00:00Z");
  await becomes("Adah", "2026-11-20T09:01:00Z");
  const before = (await names()).length;
  expect(await names()).toContain("Adah");
  await send("customers/redact", redact);
  expect(await names()).toEqual(Array(before).fill(null));

  clock.advance(200 * 86_400_000);
  await becomes("Ada", "2027-06-08T09:00:00Z");
  await becomes("Adina", "2027-06-08T09:01:00Z");
  expect(await names()).toContain("Adina");
  await send("customers/redact", redact);
  expect(new Set(await names())).toEqual(new Set([null]));
  const duties = await app.deps.prisma.duty.findMany({ where: { kind: "customer_redact" } });
  expect(duties.map(({ status, details }) => [status, details])).toEqual([
    ["done", null],
    ["done", null],
  ]);
});

test("a shop's request to be forgotten does nothing while the app is installed, however often it comes", async () => {
  await becomes("Ada", "2026-11-20T09:00:00Z");
  await becomes("Adah", "2026-11-20T09:01:00Z");
  const told = await names();
  for (let time = 0; time < 2; time += 1) await send("shop/redact", { shop_id: 1, shop_domain: shop.shop });
  expect(await names()).toEqual(told);
  const duties = await app.deps.prisma.duty.findMany({ where: { kind: "shop_redact" } });
  expect(duties.map(({ result }) => JSON.parse(result ?? "{}").why)).toEqual(["installed", "installed"]);
});
