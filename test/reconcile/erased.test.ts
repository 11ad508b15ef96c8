import { expect, test } from "vitest";
import { customerHook } from "#sandbox/year/customer-hooks.ts";
import { carryOut, order } from "../duties/redact-steps.ts";
import { processAll } from "../helpers/pipeline-steps.ts";
import { reconcileShop } from "../helpers/reconcile-shop.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const clock = fakeClock(new Date().toISOString());
const { deps } = await createTestDeps({}, { clock });

test("a customer who was erased is not told again as news, and a later change is", async () => {
  const shop = await reconcileShop(deps, clock, { topics: ["customer/created", "customer/updated"] });
  await shop.check();
  clock.advance(20 * MINUTE_MS);
  const { id } = shop.store.addCustomer({ firstName: "Ada", email: "ada@example.com" });
  const customer = () => {
    const found = shop.store.state.customers.get(id);
    if (!found) throw new Error("the customer is gone");
    return found;
  };
  await shop.send(customerHook(customer(), "create"));
  clock.advance(MINUTE_MS);
  shop.store.updateCustomer(id, { firstName: "Augusta" });
  await shop.send(customerHook(customer(), "update"));
  await processAll(deps);
  expect(await shop.topics()).toEqual(["customer/created", "customer/updated"]);
  await carryOut(deps, await order(deps, shop.shop, { gid: id, email: "ada@example.com" }));
  clock.advance(HOUR_MS);
  await shop.check();
  const topics = async () => {
    const { rows } = await deps.pool.query("select topic from event where shop_id = $1 order by id", [
      shop.shopId,
    ]);
    return rows.map(({ topic }) => topic);
  };
  expect(await topics()).toEqual(["customer/created", "customer/updated"]);
  expect(shop.operations).not.toContain("FoundCustomers");
  clock.advance(20 * MINUTE_MS);
  shop.store.updateCustomer(id, { firstName: "Ada" });
  clock.advance(HOUR_MS);
  await shop.check();
  expect(await topics()).toHaveLength(3);
});
