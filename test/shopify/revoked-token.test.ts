// A token that Shopify revoked long before its hour is over, whoever it is that uses it.
import { beforeAll, expect, test } from "vitest";
import type { Deps } from "../../app/config/deps.ts";
import { NO_RULES } from "../../app/rules/rules-schema.ts";
import { saveRules } from "../../app/rules/save-rules.ts";
import { syncShop } from "../../app/shopify/webhook-subscriptions/sync-shops.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { connectShopify } from "../helpers/shopify-stand-in.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

let app: TestDeps;

beforeAll(async () => {
  app = await createTestDeps({ SHOPIFY_APP_URL: "https://carillon.example.com" });
});

const shopId = async ({ prisma }: Deps, domain: string) =>
  (await prisma.shop.findUniqueOrThrow({ where: { domain } })).id;

const USES: [string, (deps: Deps, shop: string) => Promise<unknown>][] = [
  ["a question", (deps, shop) => deps.askShopify(shop, { customer: "gid://shopify/Customer/1" }, NO_RULES)],
  ["webhook subscriptions", async (deps, shop) => syncShop(deps, await shopId(deps, shop))],
  ["a trigger of Flow", (deps, shop) => deps.fireFlowTrigger(shop, { handle: "x", payload: {} })],
];

test.each(USES)("%s is refused once; then another token is asked for, and used", async (_, use) => {
  const { shop, operations, revokeAccess } = await connectShopify(app.deps);
  await saveRules(app.deps, await addShop(app.deps, shop), {});
  revokeAccess();
  await use(app.deps, shop);
  expect(operations).toEqual([]);
  await use(app.deps, shop);
  expect(operations).not.toEqual([]);
  expect(await reconnectSince(shop)).toBeNull();
});

test.each(USES)("%s of an app that Shopify let go: the merchant has to open it", async (_, use) => {
  const { shop, operations, revoke } = await connectShopify(app.deps);
  await saveRules(app.deps, await addShop(app.deps, shop), {});
  revoke();
  for (let times = 0; times < 3; times++) await use(app.deps, shop);
  expect(operations).toEqual([]);
  expect(await reconnectSince(shop)).toEqual(app.deps.clock.now());
});

const reconnectSince = async (domain: string) =>
  (await app.deps.prisma.shop.findUniqueOrThrow({ where: { domain } })).reconnectSince;
