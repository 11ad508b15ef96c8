import { expect, test } from "vitest";
import { flowEventMapper as mapper } from "../../../app/pipeline/mapping/flow/sent-event.ts";
import type { Answers, CustomerFacts, OrderFacts } from "../../../app/pipeline/mapping/questions.ts";
import { parsePayload } from "../../../app/topics/parse-payload.ts";
import { mapSequence } from "../../helpers/map-sequence.ts";
import { customerGid, dataOf } from "../../helpers/run-mapper.ts";

const CUSTOMER = customerGid(207119551);
const ORDER = "gid://shopify/Order/450789469123456789";

const FACTS: CustomerFacts = {
  id: CUSTOMER,
  email: "jon@example.com",
  firstName: "Jon",
  lastName: "Norman",
  name: "Jon Norman",
  phone: null,
  tags: ["vip", "retail"],
  metafields: [],
  shopCurrency: "CAD",
  storeCredits: [],
};

const ORDER_FACTS: OrderFacts = {
  id: ORDER,
  app: "5284869",
  ownApp: "1",
  customer: CUSTOMER,
  sourceName: "web",
  tags: ["gift"],
  lines: [
    {
      ...{ id: "gid://shopify/LineItem/5", product: "gid://shopify/Product/6", productTags: [] },
      ...{ sellingPlan: null, sellingPlanName: null, category: null, sellingPlanGroups: [] },
    },
  ],
};

const ANSWERS: Answers = {
  customer: { kind: "known", value: FACTS },
  order: { kind: "known", value: ORDER_FACTS },
};

interface Sent {
  topic: string;
  data?: string;
  customer?: string | null;
  order?: string | null;
  hops?: number;
  answers?: Answers | null;
}

const bodyOf = ({
  topic,
  data = "{}",
  customer = null,
  order = null,
  hops = 1,
  answers = null,
}: Sent): string =>
  JSON.stringify({ run: "run-1", topic, customer, order, flow_hops: hops, answers }).replace(
    /}$/,
    `,"data":${data}}`,
  );

const map = (sent: Sent, asked: Answers = {}) =>
  mapSequence([{ topic: "carillon/flow_event", body: bodyOf(sent), answers: asked }]);

const payloadOf = (sent: Sent) => parsePayload(bodyOf(sent)) ?? {};

test("a run is one event, about its customer, with what Shopify says of him", () => {
  const data = '{"points_history":{"value":50}}';
  const [draft, ...others] = map({ topic: "loyalty/points_changed", data, customer: CUSTOMER }, ANSWERS);
  expect(others).toEqual([]);
  expect(draft).toMatchObject({
    ...{ topic: "loyalty/points_changed", key: "flow|run-1", resource: CUSTOMER, customer: CUSTOMER },
    ...{ environment: "live", flowHops: 1 },
  });
  expect(dataOf(draft)).toMatchObject({
    customer: { id: CUSTOMER, email: "jon@example.com", name: "Jon Norman", tier: null },
    points_history: { value: 50, balance: null },
    unavailable: { "customer.tier": "not_asked", "points_history.balance": "unknown" },
  });
});

test("it came through Flow once more than what started it", () => {
  expect(map({ topic: "contact/updated", hops: 3 })[0]?.flowHops).toBe(3);
});

test("what the workflow says wins over what Shopify says", () => {
  const data = '{"customer":{"email":"new@example.com","tier":"Gold"}}';
  const [draft] = map({ topic: "loyalty/tier_changed", data, customer: CUSTOMER }, ANSWERS);
  const { customer, unavailable } = dataOf(draft) as Record<string, Record<string, unknown>>;
  expect(customer).toMatchObject({ id: CUSTOMER, email: "new@example.com", tier: "Gold", first_name: "Jon" });
  expect(unavailable).not.toHaveProperty("customer.tier");
  expect(unavailable).not.toHaveProperty("customer.email");
});

test("of a customer whom nobody asked for only the id is known", () => {
  const [draft] = map({ topic: "loyalty/tier_changed", customer: CUSTOMER });
  expect(dataOf(draft)).toMatchObject({
    customer: { id: CUSTOMER, email: null },
    unavailable: { "customer.email": "not_asked" },
  });
});

test("numbers leave as they came", () => {
  const data = '{"points_history":{"value":1.0,"balance":12345678901234567890}}';
  const text = JSON.stringify(map({ topic: "loyalty/points_changed", data })[0]?.data);
  expect(text).toContain('"value":1.0,"balance":12345678901234567890');
});

test("what Shopify said when the run came in is not asked again", () => {
  const sent = { topic: "order/paid", customer: CUSTOMER, order: ORDER };
  expect(mapper.asks?.(payloadOf(sent), {} as never)).toEqual({ customer: CUSTOMER, order: ORDER });
  expect(mapper.asks?.(payloadOf({ ...sent, answers: ANSWERS }), {} as never)).toEqual({});
  expect(dataOf(map({ ...sent, answers: ANSWERS })[0])).toMatchObject({ order: { source_name: "web" } });
});

test("an order that the workflow refers to goes out with as much as Shopify was asked for", () => {
  const [draft] = map({ topic: "order/paid", order: ORDER, answers: ANSWERS });
  expect(draft).toMatchObject({ resource: ORDER, customer: CUSTOMER });
  expect(JSON.stringify(draft?.data)).toBe(
    '{"order":{"id":450789469123456789,"admin_graphql_api_id":"gid://shopify/Order/450789469123456789",' +
      '"app_id":5284869,"source_name":"web","tags":"gift",' +
      '"customer":{"id":207119551,"admin_graphql_api_id":"gid://shopify/Customer/207119551"},' +
      '"line_items":[{"id":5,"admin_graphql_api_id":"gid://shopify/LineItem/5","product_id":6}]}}',
  );
});

test("the workflow's own fields of an order stand over Shopify's", () => {
  const [draft] = map({
    topic: "order/paid",
    data: '{"order":{"tags":"mine"}}',
    order: ORDER,
    answers: ANSWERS,
  });
  expect(dataOf(draft)).toMatchObject({ order: { tags: "mine", source_name: "web" } });
});

test("a customer's event has the customer as Shopify's webhooks have him", () => {
  const [draft] = map({ topic: "customer/updated", customer: CUSTOMER, answers: ANSWERS });
  expect(dataOf(draft)).toEqual({
    customer: {
      ...{ id: 207119551, admin_graphql_api_id: CUSTOMER, email: "jon@example.com" },
      ...{ first_name: "Jon", last_name: "Norman", phone: null, tags: "vip, retail" },
    },
  });
});

test("a payment has its order, by id and as far as it is known", () => {
  const [draft] = map({ topic: "subscription/billing_success", order: ORDER, answers: ANSWERS });
  expect(dataOf(draft)).toMatchObject({
    ...{ origin: "flow", billing_attempt: { order_id: ORDER, id: null }, order: { source_name: "web" } },
    customer: { id: CUSTOMER },
  });
  expect(draft?.customer).toBe(CUSTOMER);
});

test.each([
  [
    "subscription/paused",
    '{"contract":{"id":"gid://shopify/SubscriptionContract/9"}}',
    "gid://shopify/SubscriptionContract/9",
  ],
  ["membership/paused", "{}", CUSTOMER],
  ["membership/store_credits_changed", "{}", CUSTOMER],
  ["order/paid", '{"order":{"id":9}}', "gid://shopify/Order/9"],
  ["product/updated", '{"product":{"id":9}}', "gid://shopify/Product/9"],
  ["wallet_pass/installed", "{}", CUSTOMER],
  ["subscription/paused", '{"contract":{"id":"gid://shopify/SubscriptionContract/9\\u0000"}}', CUSTOMER],
])("%s with %s is about %s", (topic, data, resource) => {
  expect(map({ topic, data, customer: CUSTOMER })[0]?.resource).toBe(resource);
});

test("an event about nothing in particular waits for no other one", () => {
  const sent = { topic: "form/submitted" };
  expect(mapper.resource(payloadOf(sent))).toBe("carillon:flow:run-1");
  expect(map(sent)[0]?.resource).toBeNull();
});

test("the customer of an order that Shopify tells of only now is the event's, and nothing is made up of him", () => {
  const sent = { topic: "loyalty/tier_changed", order: ORDER };
  const [draft] = map(sent, { order: { kind: "known", value: ORDER_FACTS } });
  expect(draft).toMatchObject({ customer: CUSTOMER, resource: ORDER });
  expect(dataOf(draft)).toMatchObject({
    customer: { id: CUSTOMER, email: null },
    unavailable: { "customer.email": "not_asked" },
  });
});

test("an order's customer who was not asked for in time is asked for now", () => {
  const answers: Answers = { order: { kind: "known", value: ORDER_FACTS } };
  const sent = { topic: "loyalty/tier_changed", order: ORDER, answers };
  expect(mapper.asks?.(payloadOf(sent), {} as never)).toEqual({ customer: CUSTOMER });
});

test.each([
  ["A-1", "A-1"],
  [" A-1 ", "A-1"],
  ["carillon:flow:run-1", null],
  ["a\u0000b", null],
  ["x".repeat(256), null],
])("a pass of nobody is known by its serial number: %j is %j", (serial_number, resource) => {
  const data = JSON.stringify({ pass_instance: { serial_number } });
  expect(map({ topic: "wallet_pass/installed", data })[0]?.resource).toBe(resource);
  expect(map({ topic: "wallet_pass/installed", data, customer: CUSTOMER })[0]?.resource).toBe(CUSTOMER);
});
