import { expect, test } from "vitest";
import { ALL_SCOPES } from "../../helpers/shopify-stand-in.ts";
import { askingTests, rules } from "./ask-helpers.ts";

const { open } = await askingTests();

const without = (scope: string) => ALL_SCOPES.filter((other) => other !== scope);

test("an order comes with its app, its customer and what its selling plans are", async () => {
  const { store, answers } = await open();
  const customer = store.addCustomer();
  const product = store.addProduct({ tags: ["Club"] });
  const group = store.addPlanGroup("Coffee", [
    { name: "Monthly", category: "SUBSCRIPTION" },
    { name: "Soon", category: "PRE_ORDER" },
  ]);
  const [monthly, soon] = group.plans;
  const order = store.addOrder({
    ...{ app: "gid://shopify/App/294517", customer: customer.id, tags: ["gift"] },
    sourceName: "subscription_contract_checkout_one",
    lines: [
      { product: product.id, sellingPlan: monthly?.id, sellingPlanName: "Monthly" },
      { sellingPlan: soon?.id, sellingPlanName: "Soon" },
      { sellingPlan: "gid://shopify/SellingPlan/1", sellingPlanName: "Gone" },
      {},
    ],
  });
  const membership = { selling_plan_groups: [group.id] };
  const found = await answers({ order: order.id }, rules({ membership }));
  expect(found.order).toMatchObject({
    kind: "known",
    value: {
      ...{ id: order.id, app: "294517", ownApp: "90000001", customer: customer.id, tags: ["gift"] },
      sourceName: "subscription_contract_checkout_one",
      lines: [
        {
          product: product.id,
          productTags: ["Club"],
          category: "SUBSCRIPTION",
          sellingPlanGroups: [group.id],
        },
        { product: null, category: "PRE_ORDER", sellingPlanName: "Soon", sellingPlanGroups: [group.id] },
        { category: null, sellingPlanName: "Gone", sellingPlanGroups: [] },
        { category: null, sellingPlan: null, sellingPlanName: null, sellingPlanGroups: [] },
      ],
    },
  });
});

test("a selling plan is asked for once, also when it is gone, and this app's number once", async () => {
  const { store, answers, operations } = await open();
  const [plan] = store.addPlanGroup("Coffee", [{ name: "Monthly", category: "SUBSCRIPTION" }]).plans;
  const lines = [{ sellingPlan: plan?.id }, { sellingPlan: "gid://shopify/SellingPlan/1" }];
  for (let count = 0; count < 3; count++) await answers({ order: store.addOrder({ lines }).id });
  expect(operations.filter((name) => name === "SellingPlanCategories")).toHaveLength(1);
  expect(operations.filter((name) => name === "OwnApp")).toHaveLength(1);
});

test("an order's lines come page by page", async () => {
  const { store, answers, operations } = await open();
  const lines = Array.from({ length: 160 }, (_, index) => ({ title: `Line ${index}` }));
  const order = store.addOrder({ lines });
  const found = await answers({ order: order.id });
  const ids = found.order?.kind === "known" && found.order.value.lines.map(({ id }) => id);
  expect(ids).toEqual(order.lines.map(({ id }) => id));
  expect(operations).toEqual(["Order", "OrderLines", "OrderLines", "OwnApp"]);
});

test("an order that Shopify does not have is missing, and without the permission it is not asked", async () => {
  const { answers } = await open();
  const order = "gid://shopify/Order/1";
  expect(await answers({ order })).toEqual({ order: { kind: "missing" } });
  const poor = await open({ scopes: without("read_orders") });
  expect(await poor.answers({ order })).toEqual({ order: { kind: "not_permitted", scope: "read_orders" } });
});

test("without the permission to see products an order with selling plans waits, and one without them does not", async () => {
  const { store, ask } = await open({ scopes: without("read_products") });
  const plain = store.addOrder();
  const planned = store.addOrder({ lines: [{ sellingPlan: "gid://shopify/SellingPlan/1" }] });
  expect(await ask({ order: plain.id })).toMatchObject({ kind: "answered" });
  expect(await ask({ order: planned.id })).toMatchObject({
    kind: "postponed",
    reason: expect.stringContaining("read_products"),
  });
});

test("several questions are answered at once", async () => {
  const { store, answers } = await open();
  const [order, customer] = [store.addOrder(), store.addCustomer()];
  const found = await answers({ order: order.id, customer: customer.id, codes: [] });
  expect(Object.keys(found).sort()).toEqual(["codes", "customer", "order"]);
});
