// Runs that do not come through at once: Shopify is away or has no points left, the process ends, a shop is in trouble.
import { expect, test } from "vitest";
import { reconcileShop } from "../helpers/reconcile-shop.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Shopify's standard plan. */
const ORDINARY = { size: 2_000, restoreRate: 100 };

const clock = fakeClock("2026-11-20T10:00:00Z");
const { deps } = await createTestDeps({}, { clock });

test("while Shopify is away nothing is lost", async () => {
  const shop = await reconcileShop(deps, clock, { topics: ["order/created"] });
  await shop.check();
  clock.advance(20 * MINUTE_MS);
  shop.store.addOrder();
  clock.advance(HOUR_MS);
  shop.fail({ kind: "status", status: 503 });
  await shop.check();
  expect(await shop.run()).toMatchObject({ reason: "Shopify answered with HTTP status 503." });
  shop.fail(undefined);
  await shop.check();
  expect(await shop.topics(), "it is not due again at once").toEqual([]);
  clock.advance(11 * MINUTE_MS);
  await shop.check();
  expect(await shop.topics()).toEqual(["order/created"]);
});

const THROTTLED = {
  errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
  extensions: {
    cost: {
      ...{ requestedQueryCost: 251, actualQueryCost: null },
      throttleStatus: { maximumAvailable: 2_000, currentlyAvailable: 0, restoreRate: 100 },
    },
  },
};

test.each([
  ["asks for a pause", { kind: "status", status: 429, headers: { "retry-after": "600" } }],
  ["has no points left", { kind: "answer", body: THROTTLED }],
] as const)("when Shopify %s, the run is put off and nothing is lost", async (_what, outage) => {
  const shop = await reconcileShop(deps, clock, { topics: ["order/created"] });
  await shop.check();
  clock.advance(20 * MINUTE_MS);
  shop.store.addOrder();
  clock.advance(HOUR_MS);
  shop.fail(outage);
  await shop.check();
  const run = await shop.run();
  expect(run?.reason).toMatch(/^Shopify/);
  expect(run?.position).toBeNull();
  shop.fail(undefined);
  clock.advance(11 * MINUTE_MS);
  await shop.check();
  expect(await shop.topics()).toEqual(["order/created"]);
  expect(await shop.run()).toMatchObject({ reason: null });
});

test("with an ordinary shop's points all of a busy hour is told", async () => {
  const shop = await reconcileShop(deps, clock, {
    topics: ["order/created", "customer/created", "product/created"],
    limits: ORDINARY,
  });
  await shop.check();
  clock.advance(20 * MINUTE_MS);
  for (let made = 0; made < 120; made += 1) {
    shop.store.addOrder();
    shop.store.addCustomer({ firstName: `Person ${made}` });
    shop.store.addProduct({ title: `Thing ${made}` });
  }
  clock.advance(HOUR_MS);
  await shop.check();
  expect(await shop.topics()).toHaveLength(360);
  expect(
    shop.operations.filter((name) => name === "FoundProducts"),
    "five at a time",
  ).toHaveLength(24);
  for (const resource of ["order", "customer", "product"])
    expect(await shop.run(resource)).toMatchObject({ reason: null, looked: 120 });
});

test.each([
  ["order", "ChangedOrders"],
  ["customer", "ChangedCustomers"],
])(
  "a run of each %s that is interrupted goes on where it was, and nothing is lost or told twice",
  async (name, list) => {
    const stop = new AbortController();
    let lists = 0;
    const shop = await reconcileShop(deps, clock, {
      topics: [`${name}/created`],
      onOperation(operation) {
        if (operation === list) lists += 1;
        if (lists === 2) stop.abort();
      },
    });
    await shop.check();
    clock.advance(20 * MINUTE_MS);
    // The last of the first page are younger than the time that webhooks are given to come.
    for (let made = 0; made < 300; made += 1) {
      if (name === "order") shop.store.addOrder();
      else shop.store.addCustomer({ firstName: `Person ${made}` });
      clock.advance(1_000);
      if (made === 99) clock.advance(HOUR_MS);
    }
    await shop.check(stop.signal);
    expect(await shop.run(name)).toMatchObject({
      ...{ reason: "It took long, and goes on where it was." },
      position: expect.any(String),
    });
    clock.advance(11 * MINUTE_MS);
    await shop.check();
    expect(lists).toBe(3);
    clock.advance(HOUR_MS);
    await shop.check();
    expect(await shop.topics()).toHaveLength(300);
    expect(await shop.run(name)).toMatchObject({ position: null, reason: null });
  },
);

test("a place that a process of the release before left, which says no end, is begun anew", async () => {
  const shop = await reconcileShop(deps, clock, { topics: ["customer/created"] });
  await shop.check();
  clock.advance(20 * MINUTE_MS);
  shop.store.addCustomer({ firstName: "Ada" });
  clock.advance(HOUR_MS);
  await deps.pool.query(
    `update reconciliation set position = '2026-11-20T10:05:00.000Z', looked = 7, started_at = $2
     where shop_id = $1 and resource = 'customer'`,
    [shop.shopId, clock.now()],
  );
  clock.advance(11 * MINUTE_MS);
  await shop.check();
  expect(await shop.run("customer")).toMatchObject({ position: null, reason: null, looked: 1 });
  expect(await shop.topics()).toEqual(["customer/created"]);
});

test("a shop of which nothing can be written down keeps no other one waiting", async () => {
  const broken = await reconcileShop(deps, clock, { topics: ["order/created"] });
  const query = (text: string, values: unknown[]) =>
    /reconciliation/.test(text) && values[0] === broken.shopId
      ? Promise.reject(new Error("the disk is full"))
      : deps.pool.query(text, values);
  const pool: typeof deps.pool = Object.create(deps.pool, { query: { value: query } });
  const shop = await reconcileShop({ ...deps, pool }, clock, { topics: ["order/created"] });
  await shop.check();
  expect(await broken.run()).toBeUndefined();
  expect(await shop.run()).toMatchObject({ cursor: expect.any(Date) });
});
