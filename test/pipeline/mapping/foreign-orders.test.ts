import { expect, test } from "vitest";
import type { Answers, OrderFacts } from "../../../app/pipeline/mapping/questions.ts";
import { rulesSchema } from "../../../app/rules/rules-schema.ts";
import { dataSchema } from "../../../app/topics/data-schemas.ts";
import { mapSequence, type Step } from "../../helpers/map-sequence.ts";

const LOOP = 5284869;
const OURS = "111";
const RULES = rulesSchema.parse({
  subscription_source: { apps: [String(LOOP), OURS] },
  membership: { products: ["gid://shopify/Product/1"] },
  gift: { tags: ["gift"] },
});

const line = (product: number, category: string | null): OrderFacts["lines"][number] => ({
  id: `gid://shopify/LineItem/${product}`,
  product: `gid://shopify/Product/${product}`,
  productTags: [],
  sellingPlan: category === null ? null : "gid://shopify/SellingPlan/1",
  sellingPlanName: null,
  category,
  sellingPlanGroups: [],
});

function order(topic: string, fields: object, lines: OrderFacts["lines"], tags: string[] = []): Step {
  const body = JSON.stringify({
    id: 5,
    app_id: LOOP,
    source_name: "web",
    created_at: "2026-11-20T10:00:00Z",
    customer: { id: 7 },
    line_items: lines.map(({ product }) => ({ product_id: Number(product?.split("/").at(-1)) })),
    ...fields,
  });
  const facts = {
    id: "gid://shopify/Order/5",
    app: String(LOOP),
    ownApp: OURS,
    customer: null,
    sourceName: "web",
    tags,
    lines,
  };
  const answers: Answers = { order: { kind: "known", value: facts } };
  return { topic, body, answers };
}

const told = (steps: Step[], rules = RULES) =>
  mapSequence(steps, { rules }).filter(({ topic }) => /^(subscription|membership)/.test(topic));
const topicsTold = (...args: Parameters<typeof told>) => told(...args).map(({ topic }) => topic);

test("a named app's order with a plan of the category SUBSCRIPTION is a contract's first one", () => {
  const [draft] = told([order("orders/create", {}, [line(2, "SUBSCRIPTION")])]);
  expect(draft).toMatchObject({
    topic: "subscription/created",
    resource: "gid://shopify/Order/5",
    customer: "gid://shopify/Customer/7",
    data: { contract: null, origin: "order", order: { id: 5 } },
  });
  expect(dataSchema("subscription/created").parse(draft?.data)).toEqual(draft?.data);
});

test.each([
  ["a pre-order", [line(2, "PRE_ORDER")]],
  ["try before you buy", [line(2, "TRY_BEFORE_YOU_BUY")]],
  ["a plan of another kind", [line(2, "OTHER")]],
  ["a one-time purchase", [line(2, null)]],
])("%s is no contract", (_what, lines) => {
  expect(topicsTold([order("orders/create", {}, lines)])).toEqual([]);
});

test("a mixed cart is a contract for the lines that have a plan", () => {
  const cart = [line(2, null), line(1, "SUBSCRIPTION"), line(3, "PRE_ORDER")];
  expect(topicsTold([order("orders/create", {}, cart)])).toEqual(["membership/created"]);
  const both = [line(1, "SUBSCRIPTION"), line(2, "SUBSCRIPTION")];
  const drafts = told([order("orders/create", {}, both)]);
  expect(drafts.map(({ topic }) => topic)).toEqual(["subscription/created", "membership/created"]);
  expect(drafts[0]?.data.group_id).toBe(drafts[1]?.data.group_id);
});

test("only the apps that the shop names count, and never this app itself", () => {
  const first = [line(2, "SUBSCRIPTION")];
  expect(topicsTold([order("orders/create", { app_id: 580111 }, first)])).toEqual([]);
  expect(topicsTold([order("orders/create", { app_id: null }, first)])).toEqual([]);
  expect(topicsTold([order("orders/create", { app_id: Number(OURS) }, first)])).toEqual([]);
  expect(topicsTold([order("orders/create", {}, first)], rulesSchema.parse({}))).toEqual([]);
});

test.each(["subscription_contract", "subscription_contract_checkout_one"])(
  "a paid order of the source %s is a payment, and no new contract",
  (source_name) => {
    const lines = [line(2, "SUBSCRIPTION")];
    const steps = [
      order("orders/create", { source_name }, lines),
      order("orders/paid", { source_name }, lines),
      order("orders/paid", { source_name }, lines),
    ];
    const drafts = told(steps);
    expect(drafts.map(({ topic }) => topic)).toEqual(["subscription/billing_success"]);
    expect(drafts[0]?.data).toMatchObject({ billing_attempt: { order_id: "gid://shopify/Order/5" } });
    const data = drafts[0]?.data;
    expect(dataSchema("subscription/billing_success").parse(data)).toEqual(data);
  },
);

test("an ordinary order that is paid is no payment of a contract", () => {
  expect(topicsTold([order("orders/paid", {}, [line(2, "SUBSCRIPTION")])])).toEqual([]);
});

test("an order that comes before its billing attempt tells nothing about a contract of our own", () => {
  const ours = { app_id: Number(OURS), source_name: "subscription_contract_checkout_one" };
  const attempt = {
    topic: "subscription_billing_attempts/success",
    body: JSON.stringify({ id: 9, order_id: 5, subscription_contract_id: 1 }),
  };
  const lines = [line(2, "SUBSCRIPTION")];
  expect(topicsTold([order("orders/paid", ours, lines), attempt])).toEqual(["subscription/billing_success"]);
});

test("a prepaid plan is paid once and is a contract", () => {
  const prepaid = order("orders/create", {}, [line(2, "SUBSCRIPTION")]);
  expect(topicsTold([prepaid, order("orders/paid", {}, [line(2, "SUBSCRIPTION")])])).toEqual([
    "subscription/created",
  ]);
});

test("a first order may be a gift", () => {
  const gift = order("orders/create", {}, [line(2, "SUBSCRIPTION")], ["Gift"]);
  expect(topicsTold([gift])).toEqual(["subscription/created", "subscription/gifted"]);
});
