import { expect, test } from "vitest";
import { customerData, withKnown } from "../../../app/pipeline/mapping/customer-data.ts";
import type { CustomerFacts, Metafield } from "../../../app/pipeline/mapping/questions.ts";
import { customerGid, rulesOf } from "../../helpers/run-mapper.ts";

const facts = (more: Partial<CustomerFacts> = {}): CustomerFacts => ({
  id: customerGid(),
  email: "ada@example.com",
  firstName: "Ada",
  lastName: "Byron",
  name: "Ada Byron",
  phone: null,
  tags: [],
  metafields: [],
  shopCurrency: "EUR",
  storeCredits: [{ amount: "57.33", currency: "EUR" }],
  ...more,
});

const known = (more?: Partial<CustomerFacts>) => ({ kind: "known" as const, value: facts(more) });
const presets = (...names: string[]) => rulesOf({ loyalty: { presets: names } });
const metafield = (namespace: string, key: string, value: string): Metafield => ({
  ...{ namespace, key, value },
  type: "json",
});
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value));

const RIVO = JSON.stringify({
  points_balance: 550,
  credits_balance: "12.50",
  vip_tier: "Gold",
  dob: "04-01",
});
const FIELDS = [
  ...["id", "email", "name", "first_name", "last_name", "loyalty_points", "birth_date"],
  ...["store_credits", "tier", "store_credit_accounts"],
];

test("every field is there, read from Shopify's answer and the chosen preset", () => {
  const answer = known({ metafields: [metafield("custom", "rivo", RIVO)] });
  const { customer, unavailable } = customerData(customerGid(), answer, presets("rivo_legacy"));
  expect(Object.keys(customer)).toEqual(FIELDS);
  expect(customer).toEqual({
    id: customerGid(),
    email: "ada@example.com",
    name: "Ada Byron",
    first_name: "Ada",
    last_name: "Byron",
    loyalty_points: 550,
    birth_date: "04-01",
    store_credits: 12.5,
    tier: "Gold",
    store_credit_accounts: [{ amount: "57.33", currency: "EUR" }],
  });
  expect(unavailable).toEqual({});
});

test("the balance of the only account is the customer's store credit, and no account is no credit", () => {
  expect(customerData(customerGid(), known(), presets()).customer.store_credits).toBe(57.33);
  const none = customerData(customerGid(), known({ storeCredits: [] }), presets());
  expect(none.customer).toMatchObject({ store_credits: 0, store_credit_accounts: [] });
  expect(none.unavailable).not.toHaveProperty(["customer.store_credits"]);
});

test("of several balances the one in the shop's currency counts; others make no sum", () => {
  const storeCredits = [
    { amount: "1000", currency: "JPY" },
    { amount: "57.33", currency: "EUR" },
  ];
  const own = customerData(customerGid(), known({ storeCredits }), presets());
  expect(own.customer).toMatchObject({ store_credits: 57.33, store_credit_accounts: storeCredits });
  const foreign = known({ storeCredits, shopCurrency: "CAD" });
  const { customer, unavailable } = customerData(customerGid(), foreign, presets());
  expect(customer).toMatchObject({ store_credits: null, store_credit_accounts: storeCredits });
  expect(unavailable["customer.store_credits"]).toBe("unknown");
});

test.each([
  [undefined, "not_asked"],
  [{ kind: "not_permitted" as const, scope: "read_customers" }, "not_permitted"],
  [{ kind: "not_answered" as const }, "not_answered"],
  [{ kind: "missing" as const }, "unknown"],
])("without facts every field but the id is null with its reason (%o: %s)", (answer, reason) => {
  const { customer, unavailable } = customerData(customerGid(), answer, presets("smile"));
  expect(customer).toEqual({
    ...Object.fromEntries(FIELDS.map((field) => [field, null])),
    id: customerGid(),
  });
  const rest = FIELDS.filter((field) => field !== "id");
  expect(unavailable).toEqual(Object.fromEntries(rest.map((field) => [`customer.${field}`, reason])));
});

test("what Shopify has not is unknown, what no preset reads was not asked, what it hides is not permitted", () => {
  const answer = known({ email: null, storeCredits: null });
  expect(customerData(customerGid(), answer, presets("smile")).unavailable).toEqual({
    "customer.email": "unknown",
    "customer.loyalty_points": "not_asked",
    "customer.birth_date": "not_asked",
    "customer.tier": "unknown",
    "customer.store_credits": "not_permitted",
    "customer.store_credit_accounts": "not_permitted",
  });
});

test("nobody's data says that the id is missing, too", () => {
  const { customer, unavailable } = customerData(null, undefined, presets());
  expect(customer.id).toBeNull();
  expect(unavailable["customer.id"]).toBe("not_asked");
});

test.each([
  ["a number", 550, 550],
  ["a text", '"1250"', 1250],
  ["a fraction", "12.50", 12.5],
  ["18 digits", "123456789012345678", "123456789012345678"],
  ["an exponent", "1e3", 1000],
])("points written as %s keep their value", (_how, written, expected) => {
  const value = `{"points_balance": ${written}}`;
  const answer = known({ metafields: [metafield("custom", "rivo", value)] });
  const { customer } = customerData(customerGid(), answer, presets("rivo_legacy"));
  expect(JSON.stringify(customer)).toContain(`"loyalty_points":${expected},`);
});

test.each([
  "",
  "{",
  "[]",
  "null",
  '"text"',
  '{"points_balance":{}}',
  '{"points_balance":"many"}',
  "[".repeat(99_999),
])("a metafield that holds %.20s tells no points and upsets nothing", (value) => {
  const answer = known({ metafields: [metafield("custom", "rivo", value)] });
  const { customer, unavailable } = customerData(customerGid(), answer, presets("rivo_legacy"));
  expect(customer.loyalty_points).toBeNull();
  expect(unavailable["customer.loyalty_points"]).toBe("unknown");
});

test("a dash is no tier, and the next chosen preset is asked", () => {
  const metafields = [metafield("smile", "vip_tier_name", "-"), metafield("custom", "rivo", RIVO)];
  expect(customerData(customerGid(), known({ metafields }), presets("smile")).customer.tier).toBeNull();
  const both = customerData(customerGid(), known({ metafields }), presets("smile", "rivo_legacy"));
  expect(both.customer.tier).toBe("Gold");
});

test("a preset that is not chosen reads nothing", () => {
  const answer = known({ metafields: [metafield("custom", "rivo", RIVO)] });
  const { customer } = customerData(customerGid(), answer, presets("smile"));
  expect(customer).toMatchObject({ tier: null, loyalty_points: null });
});

test("what is known better from elsewhere is no longer unavailable", () => {
  const data = withKnown(customerData(customerGid(), undefined, presets()), {
    email: "b@example.com",
    tier: null,
  });
  expect(data.customer.email).toBe("b@example.com");
  expect(data.unavailable).not.toHaveProperty(["customer.email"]);
  expect(asJson(data.unavailable)).toHaveProperty(["customer.tier"], "not_asked");
});
