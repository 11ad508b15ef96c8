// What a run says: which words are refused with which sentence, and what is kept of those that are not.
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { POINTS, runOf, startFlowAction } from "../helpers/flow-action.ts";

const { app, post, send, bodyOf } = await startFlowAction(async () => ({ kind: "not_connected" }));

test.each([
  [{}, "Event is empty: write the name of an event, like membership/billing_failure."],
  [{ topic: "  " }, "Event is empty: write the name of an event, like membership/billing_failure."],
  [
    { topic: "loyalty/point_changed" },
    'There is no event "loyalty/point_changed". Did you mean loyalty/points_changed?',
  ],
  [{ topic: "Points changed" }, 'There is no event "Points changed". Did you mean loyalty/points_changed?'],
  [{ topic: "constructor" }, 'There is no event "constructor". Carillon lists all events.'],
  [{ topic: "endpoint/disabled" }, "Events about endpoints are made by Carillon alone."],
  [
    { ...POINTS, customer_id: "jane" },
    'The customer reference "jane" is no id of Shopify: choose the customer that the trigger brings, or leave the field empty.',
  ],
  [
    { ...POINTS, order_id: "gid://shopify/Customer/1" },
    'The order reference "gid://shopify/Customer/1" is no id of Shopify: choose the order that the trigger brings, or leave the field empty.',
  ],
  [
    { ...POINTS, event_id: "order 7" },
    'Started by event must be the id of an event, like evt_019a…, or empty, and not "order 7".',
  ],
  [{ ...POINTS, data: 7 }, "Data must be text."],
  [{ ...POINTS, data: "[1]" }, "Data must be a JSON object, in braces like { }."],
  [
    { ...POINTS, data: '{\n"a": 1,\n}' },
    "Data is not JSON: Expected double-quoted property name in line 3, column 1.",
  ],
  [
    { ...POINTS, data: '{"a": {{ x }}}' },
    "Data is not JSON: Expected property name or '}' in line 1, column 8.",
  ],
  [
    { ...POINTS, data: "points" },
    "Line 1 of Data has no =: write key = value on each line, or all of it as JSON. A value ends with its line: put | strip_newlines behind a variable that may have several.",
  ],
  [{ ...POINTS, data: "a = 1\n\na.b = 2" }, "Line 3 of Data gives a.b a second value."],
  [{ ...POINTS, data: "x".repeat(256 * 1024 + 1) }, "Data is too large: at most 256 KiB are taken."],
  [
    { ...POINTS, data: `{"a":${"[".repeat(101)}${"]".repeat(101)}}` },
    "Data must not be nested deeper than 100 levels.",
  ],
  [
    { ...POINTS, data: '{"points_history":{"value":"many"}}' },
    "Data does not fit loyalty/points_changed: points_history.value: expected number, received string.",
  ],
  [
    { ...POINTS, data: "# made by hand\npoints_history.value = many" },
    "Data does not fit loyalty/points_changed: points_history.value in line 2: expected number, received string.",
  ],
  [
    { ...POINTS, data: "points_history.type = earned" },
    'Data does not fit loyalty/points_changed: points_history.type in line 1: expected one of "Earn"|"Redeem"|"Refund"|"Adjust"|"Expire".',
  ],
  [{ topic: "order/paid" }, "Data does not fit order/paid: order: must be the order as a JSON object."],
  [
    { topic: "Customer loyalty state", data: "points = 5" },
    "Customer loyalty state is about a customer: choose the customer in the action.",
  ],
  [
    { topic: "customer_loyalty_state", customer_id: 1, data: "" },
    "Customer loyalty state: Data must say points, tier or both.",
  ],
  [
    { topic: "Customer loyalty state", customer_id: 1, data: "points = 1,250" },
    "Customer loyalty state: points must be a number like 550 or 12.5.",
  ],
  [{ topic: "Subscription contract state" }, "Subscription contract state: id is missing."],
  [
    { topic: "Subscription contract state", data: "id = 1\nstate = paused" },
    'Subscription contract state: unrecognized key: "state"; its fields are id, status, next_order_date, updated_at and line.',
  ],
  [
    { topic: " subscription  Contract state ", data: "id = 1\nstatus = stopped" },
    "Subscription contract state: status must be one of active, paused, cancelled, expired, failed.",
  ],
  [
    { topic: "Subscription contract state", data: "id = 1\nnext_order_date = soon" },
    "Subscription contract state: next_order_date must be a time like 2026-12-20T10:00:00Z.",
  ],
  [
    { topic: "Subscription contract state", data: "id = 1\nupdated_at = 2036-12-20T10:00:00Z" },
    "Subscription contract state: updated_at must not be in the future.",
  ],
  [
    { topic: "Subscription contract state", data: "id = 1\nnext_order_date = 2026-02-31" },
    "Subscription contract state: next_order_date must be a time like 2026-12-20T10:00:00Z.",
  ],
  [
    { topic: "Subscription contract state", data: '{"id":1,"line":[{"toString":1}]}' },
    'Subscription contract state: unrecognized key: "line"; its fields are id, status, next_order_date, updated_at and lines.',
  ],
  [
    { topic: "Subscription contract state", data: '{"id":1,"lines":[{"toString":1}]}' },
    'Subscription contract state: unrecognized key: "toString" in line 1; its fields are id, variant_id, product_id, title, quantity, price.',
  ],
  [
    { topic: "Subscription contract state", data: '{"id":1,"lines":[{"quantity":1}]}' },
    "Subscription contract state: line 1 names no product.",
  ],
  [
    { topic: "Subscription contract state", data: '{"id":1,"lines":[{"title":"a\\u0007b"}]}' },
    "Subscription contract state: title of line 1 must be text without control characters.",
  ],
  [
    { topic: "Subscription contract state", data: "id = 1\nline.x = 5\nline = 5" },
    "Line 3 of Data gives line a second value.",
  ],
  [
    { topic: "Subscription contract state", data: "id = 1\nline = 5\nline.x = 5" },
    "Line 3 of Data gives line.x a second value.",
  ],
  [
    { ...POINTS, customer_id: 1, data: "customer.id = gid://shopify/Customer/2" },
    "Data names gid://shopify/Customer/2 as the customer, but the event is about gid://shopify/Customer/1: name the same customer, or leave one out.",
  ],
  [
    { topic: "customer/updated", customer_id: 1, data: '{"customer":{"id":2}}' },
    "Data names gid://shopify/Customer/2 as the customer, but the event is about gid://shopify/Customer/1: name the same customer, or leave one out.",
  ],
  [
    { topic: "contact/updated", customer_id: 1, data: "contact.id = gid://shopify/Customer/2" },
    "Data names gid://shopify/Customer/2 as the customer, but the event is about gid://shopify/Customer/1: name the same customer, or leave one out.",
  ],
  [
    { topic: "Subscription contract state", data: "id = 1\nline = 5 | 1\nline = 6 | two | 10.50" },
    "Subscription contract state: quantity of line 2 must be a whole number.",
  ],
])("%j is answered 400 with a sentence for the merchant", async (properties, sentence) => {
  expect(await send(properties)).toMatchObject({ status: 400, text: `${sentence}\n` });
});

test("a contract's state in lines is kept as it is in JSON", async () => {
  const lines = `
    id = gid://shopify/SubscriptionContract/9
    status = CANCELED
    next_order_date =
    updated_at = 2026-11-20T09:59:00+01:00

    line = gid://shopify/ProductVariant/5 | 2 | 10.50 | 6 | Coffee | dark

    line = 7 | | 3.00 EUR | | Tea
    line = 8`;
  const json = JSON.stringify({
    ...{ id: 9, status: "cancelled", next_order_date: null, updated_at: "2026-11-20T08:59:00Z" },
    lines: [
      { variant_id: 5, quantity: 2, price: "10.50", product_id: "6", title: "Coffee | dark" },
      { variant_id: "gid://shopify/ProductVariant/7", price: "3.00 EUR", title: "Tea", quantity: null },
      { variant_id: 8 },
    ],
  });
  const kept = await Promise.all(
    [lines, json].map(async (data) => {
      const id = randomUUID();
      const properties = { topic: "Subscription contract state", data, customer_id: 5 };
      expect((await post(runOf({ id, properties }))).text).toBe("stored\n");
      return { ...(await bodyOf(id)), run: "" };
    }),
  );
  const empty = { id: null, product: null, quantity: null, price: null, title: null };
  expect(kept[0]).toEqual({
    ...{ run: "", flow_hops: 1, customer: "gid://shopify/Customer/5", order: null, answers: null },
    ...{ contract: "gid://shopify/SubscriptionContract/9", reported_at: "2026-11-20T08:59:00.000Z" },
    report: {
      ...{ status: "cancelled", next_order_date: null },
      lines: [
        {
          ...{ id: null, variant: "gid://shopify/ProductVariant/5", product: "gid://shopify/Product/6" },
          ...{ title: "Coffee | dark", quantity: 2, price: { amount: "10.50", currency: null } },
        },
        {
          ...{ ...empty, variant: "gid://shopify/ProductVariant/7" },
          ...{ title: "Tea", price: { amount: "3.00", currency: "EUR" } },
        },
        { ...empty, variant: "gid://shopify/ProductVariant/8" },
      ],
    },
  });
  expect(kept[1]).toEqual(kept[0]);
});

test("what invisible characters write is kept, and what is too long is cut", async () => {
  const title = "👩\u200d🍳 Kaffee\u00adbohnen نمی\u200cخواهم";
  const id = randomUUID();
  const lines = [{ title }, { title: "😀".repeat(300) }];
  const data = JSON.stringify({ id: 9, lines });
  expect((await post(runOf({ id, properties: { topic: "Subscription contract state", data } }))).text).toBe(
    "stored\n",
  );
  expect(await bodyOf(id)).toMatchObject({
    report: { lines: [{ title }, { title: "😀".repeat(255) }] },
  });
  const tier = randomUUID();
  const long = { topic: "Customer loyalty state", data: `tier = ${"x".repeat(300)}`, customer_id: "5" };
  await post(runOf({ id: tier, properties: long }));
  expect(await bodyOf(tier)).toMatchObject({ tier: "x".repeat(255) });
});

test("the same customer may be named in the field and in the data", async () => {
  const data = '{"customer":{"id":"gid://shopify/Customer/5"}}';
  expect((await send({ ...POINTS, data, customer_id: 5 })).text).toBe("stored\n");
});

test("lists of more than a thousand entries are refused", async () => {
  const data = `{"contract":{"lines":[${"{},".repeat(1_000)}{}]}}`;
  expect(await send({ topic: "subscription/paused", data })).toMatchObject({
    status: 400,
    text: "Data does not fit subscription/paused: contract.lines: has at most 1,000 entries, together with the other lists.\n",
  });
});

test("a customer's points and tier are kept with every digit", async () => {
  const id = randomUUID();
  const data = '{"points":12345678901234567890.5,"tier":"-"}';
  await post(runOf({ id, properties: { topic: "Customer loyalty state", data, customer_id: "5" } }));
  expect(await bodyOf(id)).toMatchObject({ points: "12345678901234567890.5", tier: null });
  const row = await app.deps.prisma.inboundWebhook.findFirstOrThrow({ where: { webhookId: `flow:${id}` } });
  expect(row.topic).toBe("carillon/flow_loyalty");
});
