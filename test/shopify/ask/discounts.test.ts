import { expect, test } from "vitest";
import { ALL_SCOPES } from "../../helpers/shopify-stand-in.ts";
import { askingTests } from "./ask-helpers.ts";

const { open } = await askingTests();

const LOYALTY_APP = "gid://shopify/App/555";

test("a code discount comes with its codes and the app that made them", async () => {
  const { store, answers } = await open();
  const { id } = store.addDiscount({
    ...{ title: "Loyalty 10", codes: ["LOYAL-1", "LOYAL-2"], createdBy: LOYALTY_APP },
    ...{ usageCount: 2, usageLimit: 5 },
  });
  const { discount } = await answers({ discount: id });
  expect(discount).toMatchObject({
    kind: "known",
    value: {
      ...{ id, type: "DiscountCodeBasic", title: "Loyalty 10", status: "active", app: "555" },
      ...{ codes: ["LOYAL-1", "LOYAL-2"], usageCount: 2, usageLimit: 5, endsAt: null },
    },
  });
});

test("an automatic discount of an app has no codes and that app", async () => {
  const { store, answers } = await open();
  const { id } = store.addDiscount({ type: "DiscountAutomaticApp", title: "Points", app: LOYALTY_APP });
  expect((await answers({ discount: id })).discount).toMatchObject({
    value: { type: "DiscountAutomaticApp", title: "Points", app: "555", codes: [], usageLimit: null },
  });
});

test("a code discount of an app's own type is that app's, whoever made the code", async () => {
  const { store, answers } = await open();
  const type = "DiscountCodeApp";
  const { id } = store.addDiscount({
    type,
    app: LOYALTY_APP,
    codes: ["A"],
    createdBy: "gid://shopify/App/1",
  });
  expect((await answers({ discount: id })).discount).toMatchObject({ value: { type, app: "555" } });
});

test("a discount that the merchant made has no app, and one that is gone is missing", async () => {
  const { store, answers } = await open();
  const { id } = store.addDiscount({ codes: ["SUMMER"] });
  expect((await answers({ discount: id })).discount).toMatchObject({ value: { app: null } });
  store.deleteDiscount(id);
  expect((await answers({ discount: id })).discount).toEqual({ kind: "missing" });
});

test("of an order's codes those that exist are found, whatever their letter case", async () => {
  const { store, answers } = await open();
  const { id } = store.addDiscount({ codes: ["LOYAL-1", "LOYAL-2"] });
  const { codes } = await answers({ codes: ["loyal-2", "UNKNOWN"] });
  expect(codes).toMatchObject({ kind: "known", value: [{ id, codes: ["loyal-2", "LOYAL-1"] }] });
  expect((await answers({ codes: [] })).codes).toEqual({ kind: "known", value: [] });
});

test("no more than ten codes are asked for", async () => {
  const { answers, operations } = await open();
  await answers({ codes: Array.from({ length: 12 }, (_, index) => `CODE-${index}`) });
  expect(operations).toHaveLength(10);
});

test("without the permission to see discounts nothing is asked", async () => {
  const scopes = ALL_SCOPES.filter((scope) => scope !== "read_discounts");
  const { answers, operations } = await open({ scopes });
  const refused = { kind: "not_permitted", scope: "read_discounts" };
  const discount = "gid://shopify/DiscountCodeNode/1";
  expect(await answers({ discount, codes: ["A"] })).toEqual({ discount: refused, codes: refused });
  expect(operations).toEqual([]);
});

test("a permission that was taken away is found out behind the node, too", async () => {
  const { store, answers, grant } = await open();
  const { id } = store.addDiscount({ codes: ["A"] });
  grant([]);
  expect((await answers({ discount: id })).discount).toEqual({
    kind: "not_permitted",
    scope: "read_discounts",
  });
});
