import { expect, test } from "vitest";
import { MAPPERS } from "../../../app/pipeline/mapping/mappers.ts";
import { isTopic } from "../../../app/topics/catalog.ts";
import { dataSchema } from "../../../app/topics/data-schemas.ts";
import { mapSequence, topicsOf } from "../../helpers/map-sequence.ts";
import { sample } from "../../helpers/shopify-webhooks.ts";

const DIRECT: [shopify: string, ours: string][] = [
  ["orders/create", "order/created"],
  ["orders/updated", "order/updated"],
  ["orders/paid", "order/paid"],
  ["orders/cancelled", "order/cancelled"],
  ["orders/fulfilled", "order/fulfilled"],
  ["orders/delete", "order/deleted"],
  ["customers/create", "customer/created"],
  ["customers/delete", "customer/deleted"],
  ["products/create", "product/created"],
  ["products/delete", "product/deleted"],
  ["subscription_contracts/create", "subscription/created"],
  ["subscription_contracts/activate", "subscription/reactivated"],
  ["subscription_contracts/pause", "subscription/paused"],
  ["subscription_contracts/cancel", "subscription/cancelled"],
  ["subscription_contracts/expire", "subscription/expired"],
  ["subscription_contracts/fail", "subscription/failed"],
  ["subscription_billing_attempts/success", "subscription/billing_success"],
  ["subscription_billing_attempts/failure", "subscription/billing_failure"],
  ["subscription_billing_attempts/challenged", "subscription/billing_challenged"],
  ["subscription_billing_cycles/skip", "subscription/skipped"],
  ["subscription_billing_cycles/unskip", "subscription/unskipped"],
  ["customer_payment_methods/create", "payment_method/created"],
  ["customer_payment_methods/update", "payment_method/updated"],
  ["customer_payment_methods/revoke", "payment_method/revoked"],
];

// Shopify's samples of these were made at the moment of creation, so they are echoes as they stand.
const LATER: Record<string, Record<string, string>> = {
  "orders/updated": {
    '"updated_at": "2021-12-31T19:00:00-05:00"': '"updated_at": "2021-12-31T20:00:00-05:00"',
  },
};

test.each(DIRECT)("Shopify's sample of %s becomes %s, whose data fits its schema", (shopify, ours) => {
  // Watched for a moment less than contacts are gathered.
  const drafts = mapSequence([{ topic: shopify, body: sample(shopify, LATER[shopify]) }], { watch: 20_000 });
  expect(drafts.map(({ topic }) => topic)).toEqual([ours]);
  const data = JSON.parse(JSON.stringify(drafts[0]?.data));
  expect(dataSchema(ours).parse(data)).toEqual(data);
});

test("every mapper makes topics of the catalogue and nothing else", () => {
  for (const [shopify, ours] of DIRECT)
    expect(MAPPERS.get(shopify)?.flatMap(({ makes }) => makes)).toContain(ours);
  for (const mapper of [...MAPPERS.values()].flat())
    for (const topic of mapper.makes) expect(isTopic(topic), topic).toBe(true);
});

test("two mappers of one webhook have a part of the state each", () => {
  for (const [topic, mappers] of MAPPERS) {
    const parts = mappers.map(({ part }) => part);
    expect(new Set(parts).size, topic).toBe(parts.length);
  }
});

test("what Shopify's webhook does not carry is null and named in unavailable", () => {
  const [draft] = mapSequence([
    { topic: "subscription_contracts/pause", body: sample("subscription_contracts/pause") },
  ]);
  const data = draft?.data as Record<string, Record<string, unknown>>;
  expect(data.contract).toMatchObject({ status: "paused", next_order_date: null, lines: null });
  expect(data.unavailable).toMatchObject({
    "contract.next_order_date": "not_asked",
    "customer.email": "not_asked",
  });
  expect(data.unavailable).not.toHaveProperty("customer.id");
});

test("a contract without an origin order or a customer email still makes its event", () => {
  expect(
    topicsOf([
      {
        topic: "subscription_contracts/create",
        body: sample("subscription_contracts/create.null-origin-order"),
      },
    ]),
  ).toEqual(["subscription/created"]);
});

test("a failed payment without id or error code is told by its topic", () => {
  const body = sample("subscription_billing_attempts/failure");
  const [draft] = mapSequence([{ topic: "subscription_billing_attempts/failure", body }]);
  expect(draft?.data.billing_attempt).toEqual({
    id: null,
    order_id: "gid://shopify/Order/1",
    error_code: null,
    error_message: null,
  });
});

test("an order marked as test makes a test event, any other a live one", () => {
  const environmentOf = (body: string) => mapSequence([{ topic: "orders/create", body }])[0]?.environment;
  expect(environmentOf(sample("orders/create"))).toBe("test");
  expect(environmentOf(sample("orders/create", { '"test": true': '"test": false' }))).toBe("live");
});
