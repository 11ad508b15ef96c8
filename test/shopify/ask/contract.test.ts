import { expect, test } from "vitest";
import { ALL_SCOPES } from "../../helpers/shopify-stand-in.ts";
import { askingTests, rules } from "./ask-helpers.ts";

const { clock, open } = await askingTests();

const without = (scope: string) => ALL_SCOPES.filter((other) => other !== scope);

test("a contract comes with its lines, cycles, origin and customer", async () => {
  clock.set("2026-11-20T10:00:00.000Z");
  const { store, answers } = await open();
  const customer = store.addCustomer({ firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" });
  const order = store.addOrder({ customer: customer.id, tags: ["gift"] });
  const contract = store.addContract({
    customer: customer.id,
    originOrder: order.id,
    attributes: [{ key: "_gift", value: "true" }],
    delivery: { method: "Pickup", title: "pickup", presentmentTitle: "At the shop" },
    lines: [
      { product: "gid://shopify/Product/7", sku: "C-1", quantity: 3, price: "19.99", sellingPlan: null },
    ],
  });
  const found = await answers({ contract: contract.id });
  expect(found.contract).toMatchObject({
    kind: "known",
    value: {
      id: contract.id,
      status: "active",
      createdAt: "2026-11-20T10:00:00.000Z",
      revision: "9007199254740993",
      customer: customer.id,
      currency: "CAD",
      nextBillingDate: "2026-12-20T10:00:00.000Z",
      billingPolicy: { interval: "month", interval_count: 1, min_cycles: null, max_cycles: null },
      deliveryPolicy: { interval: "month", interval_count: 1 },
      deliveryPrice: { amount: "5.00", currency: "CAD" },
      deliveryTitle: "At the shop",
      attributes: [{ key: "_gift", value: "true" }],
      originOrder: { id: order.id, tags: ["gift"] },
      lines: [
        {
          product: "gid://shopify/Product/7",
          sku: "C-1",
          quantity: 3,
          price: { amount: "19.99", currency: "CAD" },
          total: { amount: "59.97", currency: "CAD" },
          productTags: [],
          sellingPlanGroups: [],
        },
      ],
    },
  });
  expect(found.customer).toMatchObject({ kind: "known", value: { id: customer.id, name: "Ada Lovelace" } });
});

test("cycles run from a day ago to a year ahead, twelve at most, with what became of them", async () => {
  clock.set("2026-11-20T10:00:00.000Z");
  const { store, answers } = await open();
  const { id } = store.addContract({ frequency: { interval: "WEEK", intervalCount: 1 } });
  const old = store.billCycle(id);
  clock.advance(8 * 86_400_000);
  const failed = store.billCycle(id, { outcome: "failure", errorCode: "insufficient_funds" });
  const paid = store.billCycle(id);
  store.skipCycle(id, 3);
  store.moveCycle(id, 4, "2026-12-30T00:00:00.000Z");
  const { contract } = await answers({ contract: id });
  if (contract?.kind !== "known") throw new Error("the contract is not known");
  const { cycles, nextBillingDate } = contract.value;
  expect(cycles.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(cycles[0]).toMatchObject({ billed: true, attempts: [old.id], endsAt: "2026-11-27T10:00:00.000Z" });
  expect(cycles[1]).toMatchObject({ billed: true, attempts: [failed.id, paid.id], skipped: false });
  expect(cycles[2]).toMatchObject({ billed: false, skipped: true, edited: true });
  expect(cycles[3]).toMatchObject({ expectedAt: "2026-12-30T00:00:00.000Z", edited: true });
  expect(nextBillingDate).toBe("2026-12-30T00:00:00.000Z");
  clock.advance(86_400_001);
  const later = await answers({ contract: id });
  expect(later.contract?.kind === "known" && later.contract.value.cycles[0]?.index).toBe(2);
});

test("lines come page by page, and no more than 250", async () => {
  const { store, answers, operations } = await open();
  const lines = (count: number) => Array.from({ length: count }, (_, index) => ({ sku: `S-${index}` }));
  const some = store.addContract({ lines: lines(120) });
  const many = store.addContract({ lines: lines(300) });
  const skus = async (id: string) => {
    const { contract } = await answers({ contract: id });
    return contract?.kind === "known" ? contract.value.lines.map(({ sku }) => sku) : [];
  };
  expect(await skus(some.id)).toEqual(lines(120).map(({ sku }) => sku));
  expect(operations).toEqual(["Contract", "ContractLines", "ContractLines", "ContractCycles"]);
  expect(await skus(many.id)).toEqual(lines(250).map(({ sku }) => sku));
});

test("a contract that Shopify does not have is missing, and so is its customer", async () => {
  const { answers, operations } = await open();
  const missing = { kind: "missing" };
  expect(await answers({ contract: "gid://shopify/SubscriptionContract/1" })).toEqual({
    contract: missing,
    customer: missing,
  });
  expect(operations).toEqual(["Contract"]);
});

test("a customer who was asked for besides a missing contract is found", async () => {
  const { store, answers } = await open();
  const { id } = store.addCustomer();
  const found = await answers({ contract: "gid://shopify/SubscriptionContract/1", customer: id });
  expect(found).toMatchObject({ contract: { kind: "missing" }, customer: { kind: "known", value: { id } } });
});

test("a contract whose customer was deleted has a missing customer", async () => {
  const { store, answers } = await open();
  const customer = store.addCustomer();
  const { id } = store.addContract({ customer: customer.id });
  store.deleteCustomer(customer.id);
  const found = await answers({ contract: id });
  expect(found.customer).toEqual({ kind: "missing" });
  expect(found.contract).toMatchObject({ value: { customer: null } });
});

test("without the permission to see contracts the question waits and names it", async () => {
  const { ask, operations } = await open({ scopes: without("read_own_subscription_contracts") });
  expect(await ask({ contract: "gid://shopify/SubscriptionContract/1" })).toEqual({
    kind: "postponed",
    reason: expect.stringContaining("read_own_subscription_contracts"),
    retryAfterMs: null,
    concerns: "question", // the shop's others may well be answered
  });
  expect(operations).toEqual([]);
});

test("a permission that was taken away after the session was made is found out by asking", async () => {
  const { store, ask, answers, grant } = await open();
  const { id } = store.addContract({ customer: store.addCustomer().id });
  grant(without("read_store_credit_accounts"));
  const found = await answers({ contract: id });
  expect(found.customer).toMatchObject({ kind: "known", value: { storeCredits: null } });
  grant(without("read_own_subscription_contracts"));
  expect(await ask({ contract: id })).toMatchObject({
    kind: "postponed",
    reason: expect.stringContaining("read_own_subscription_contracts"),
  });
});

test("without the permissions to see customers and orders a contract comes without them", async () => {
  const { store, answers } = await open({ scopes: ["read_own_subscription_contracts"] });
  const { id } = store.addContract({ customer: store.addCustomer().id, originOrder: store.addOrder().id });
  const found = await answers({ contract: id });
  expect(found.contract).toMatchObject({ kind: "known", value: { customer: null, originOrder: null } });
  expect(found.customer).toEqual({ kind: "not_permitted", scope: "read_customers" });
});

test("product tags are asked when the membership rule names tags, and only then", async () => {
  const { store, answers, operations } = await open();
  const member = store.addProduct({ tags: ["Club"] });
  const { id } = store.addContract({
    lines: [
      { product: member.id },
      { product: "gid://shopify/Product/1" },
      { product: null },
      { product: member.id },
    ],
  });
  const tagsOf = async (given: object) => {
    const { contract } = await answers({ contract: id }, rules(given));
    return contract?.kind === "known" && contract.value.lines.map(({ productTags }) => productTags);
  };
  expect(await tagsOf({})).toEqual([[], [], [], []]);
  expect(operations).not.toContain("ProductTags");
  expect(await tagsOf({ membership: { tags: ["club"] } })).toEqual([["Club"], [], [], ["Club"]]);
});

test("the groups of the membership rule are asked once in ten minutes", async () => {
  const { store, answers, operations } = await open();
  const club = store.addPlanGroup("Club", [{ name: "Monthly", category: "SUBSCRIPTION" }]);
  const other = store.addPlanGroup("Coffee", [{ name: "Weekly", category: "SUBSCRIPTION" }]);
  const { id } = store.addContract({
    lines: [{ sellingPlan: club.plans[0]?.id }, { sellingPlan: other.plans[0]?.id }, {}],
  });
  const gone = "gid://shopify/SellingPlanGroup/1";
  const membership = rules({ membership: { selling_plan_groups: [club.id, gone] } });
  const groupsOf = async () => {
    const { contract } = await answers({ contract: id }, membership);
    return (
      contract?.kind === "known" && contract.value.lines.map(({ sellingPlanGroups }) => sellingPlanGroups)
    );
  };
  const asked = () => operations.filter((name) => name === "SellingPlanGroup").length;
  expect(await groupsOf()).toEqual([[club.id], [], []]);
  expect(await groupsOf()).toEqual([[club.id], [], []]);
  expect(asked()).toBe(2);
  store.removePlan(club.plans[0]?.id ?? "");
  clock.advance(10 * 60_000);
  expect(await groupsOf()).toEqual([[], [], []]);
  expect(asked()).toBe(4);
});

test("a membership rule that needs products waits for the permission to see them", async () => {
  const { store, ask } = await open({ scopes: without("read_products") });
  const { id } = store.addContract({
    lines: [{ product: "gid://shopify/Product/1", sellingPlan: "gid://shopify/SellingPlan/1" }],
  });
  const waits = { kind: "postponed", reason: expect.stringContaining("read_products") };
  const group = "gid://shopify/SellingPlanGroup/1";
  expect(await ask({ contract: id })).toMatchObject({ kind: "answered" });
  expect(await ask({ contract: id }, rules({ membership: { tags: ["club"] } }))).toMatchObject(waits);
  expect(await ask({ contract: id }, rules({ membership: { selling_plan_groups: [group] } }))).toMatchObject(
    waits,
  );
});
