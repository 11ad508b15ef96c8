import { readdirSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { HELD_BACK_FIELDS, type HeldBackField } from "../../app/privacy/held-back-fields.ts";
import { holdBack } from "../../app/privacy/hold-back.ts";
import { TOPICS } from "../../app/topics/catalog.ts";
import { dataSchema } from "../../app/topics/data-schemas.ts";
import { type Payload, parsePayload } from "../../app/topics/parse-payload.ts";
import { sampleData } from "../../app/topics/samples.ts";
import { sample as fixture } from "../helpers/run-mapper.ts";
import { PERSONAL } from "./personal-values.ts";

const parsed = (text: string): Payload => parsePayload(text) ?? {};

const FIXTURES = readdirSync(new URL("../fixtures/shopify", import.meta.url))
  // A merge itself is nobody's data: its event carries what was known of the lost customer.
  .filter((file) => /^(orders|customers(?!__merge)|customer_payment|products|refunds|discounts)/.test(file))
  .map((file) => file.replace(".json", ""));

const familyOf = (name: string) =>
  name.startsWith("customer") ? "customer" : name.startsWith("products") ? "product" : "order";

const DATA: [string, Payload][] = [
  ...FIXTURES.map((name): [string, Payload] => [name, { [familyOf(name)]: parsed(fixture(name)) }]),
  ...TOPICS.map(({ name }): [string, Payload] => [`sample of ${name}`, sampleData(name)]),
];

/** By path, with every number as it is written. */
function leavesOf(value: unknown, path: string[] = []): [string, string][] {
  const isOpen = typeof value === "object" && value !== null && !JSON.isRawJSON(value);
  if (!isOpen || Object.keys(value).length === 0) return [[path.join("."), JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]));
}

/** All leaves that do not stand at, or below, a listed path. */
function others(data: Payload, redacted: unknown): [string, string][] {
  const listed = (redacted ?? []) as string[];
  const { redacted: _, ...fields } = data;
  return leavesOf(fields).filter(
    ([path]) => !listed.some((one) => path === one || path.startsWith(`${one}.`)),
  );
}

const at = (data: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((value, key) => (value as Payload | null)?.[key], data);

test.each(DATA)(
  "%s: with everything held back nothing personal is left, and all else is as it was",
  (_, data) => {
    const before = JSON.stringify(data);
    const held = holdBack(data, HELD_BACK_FIELDS);
    const text = JSON.stringify({ ...held, redacted: undefined });
    expect(PERSONAL.filter((value) => text.includes(value))).toEqual([]);
    expect(others(held, held.redacted)).toEqual(others(data, held.redacted));
    for (const path of (held.redacted ?? []) as string[]) expect(at(held, path), path).toBeNull();
    expect(JSON.stringify(data)).toBe(before);
  },
);

test("the list of what is personal finds the fixtures' own", () => {
  const text = JSON.stringify(DATA);
  expect(
    PERSONAL.filter((value) => !text.includes(JSON.stringify(value).slice(1, -1)) && !text.includes(value)),
  ).toEqual([]);
});

test("the data of every topic fits its schema with everything held back", () => {
  for (const { name } of TOPICS) {
    const { error } = dataSchema(name).safeParse(holdBack(sampleData(name), HELD_BACK_FIELDS));
    expect(error, name).toBeUndefined();
  }
});

const order = { order: parsed(fixture("orders__create")) };

test.each<[HeldBackField, string[], string[]]>([
  [
    "name",
    ["order.customer.first_name", "order.billing_address.name"],
    ["order.name", "order.line_items.0.name"],
  ],
  ["email", ["order.email", "order.contact_email", "order.customer.email"], ["order.customer.first_name"]],
  ["phone", ["order.phone", "order.shipping_address.phone", "order.shipping_lines.0.phone"], ["order.email"]],
  [
    "address",
    ["order.billing_address.zip", "order.client_details", "order.browser_ip"],
    ["order.billing_address.phone"],
  ],
])("%s held back: %j, and not %j", (field, held, kept) => {
  const { redacted } = holdBack(order, [field]);
  expect(redacted).toEqual(expect.arrayContaining(held));
  for (const path of kept) expect(redacted).not.toContain(path);
});

test("with nothing held back, or nothing to hold back, the data is the same and there is no list", () => {
  expect(holdBack(order, [])).toBe(order);
  const product = { product: parsed(fixture("products__create")) };
  expect(holdBack(product, HELD_BACK_FIELDS)).toBe(product);
});

test("a path stands in the list whether or not there was a value, so the list tells nothing of a person", () => {
  const customer = { id: "gid://shopify/Customer/1", email: null, phone: "+1" };
  const without = { ...customer, phone: null };
  expect(holdBack({ customer }, ["email", "phone"])).toEqual(
    holdBack({ customer: without }, ["email", "phone"]),
  );
});

test("numbers keep the form that Shopify gave them", () => {
  const data = { order: parsed('{"id":820982911946154508,"total":1.00,"tiny":1e-7,"email":"a@b.c"}') };
  expect(JSON.stringify(holdBack(data, ["email"]))).toBe(
    '{"order":{"id":820982911946154508,"total":1.00,"tiny":1e-7,"email":null},"redacted":["order.email"]}',
  );
});

test("fields of a form are taken for what their names say", () => {
  const fields = {
    "contact[email]": "a@b.c",
    "Your name": "Ann",
    mobilePhone: "+1",
    Telefon: "+49",
    "Straße und Nr.": "Weg 1",
    date_of_birth: "1990-01-01",
    beans: ["espresso", "filter"],
    message: "Do you deliver?",
    reach_me: ["a@b.c"],
    value: "5",
  };
  const held = holdBack({ form: { handle: "wholesale", fields } }, HELD_BACK_FIELDS);
  expect((held.form as { fields: unknown }).fields).toEqual({
    ...{ "contact[email]": null, "Your name": null, mobilePhone: null, Telefon: null },
    ...{ "Straße und Nr.": null, date_of_birth: null, reach_me: null },
    ...{ beans: ["espresso", "filter"], message: "Do you deliver?", value: "5" },
  });
});

test("an e-mail address is no address", () => {
  const fields = { email_address: "a@b.c", address: "Weg 1" };
  expect(holdBack({ form: { fields } }, ["address"]).redacted).toEqual(["form.fields.address"]);
  expect(holdBack({ customer: fields }, ["address"]).redacted).toEqual(["customer.address"]);
});

test("entries that a shop adds to orders, lines and contracts are taken for what their names say", () => {
  const order = {
    note_attributes: [
      { name: "Gift for", value: "friend@example.com" },
      { name: "Delivery date", value: "2026-12-24" },
    ],
    line_items: [{ name: "Beans", properties: [{ name: "Recipient name", value: "Ann" }] }],
  };
  const contract = { attributes: [{ key: "phone", value: "+1" }] };
  expect(holdBack({ order, contract }, HELD_BACK_FIELDS).redacted).toEqual([
    "contract.attributes.0.value",
    "order.line_items.0.properties.0.value",
    "order.note_attributes.0.value",
  ]);
});

test("what a fulfillment and a payment say of the buyer is found", () => {
  const order = {
    name: "#1001",
    fulfillments: [{ name: "#1001.1", destination: { name: "Ann", city: "Ulm", id: 1 }, receipt: {} }],
    refunds: [
      { transactions: [{ payment_details: { credit_card_name: "Ann" }, receipt: { payer: "a@b.c" } }] },
    ],
  };
  expect(holdBack({ order }, ["name"]).redacted).toEqual([
    "order.fulfillments.0.destination.name",
    "order.fulfillments.0.receipt",
    "order.refunds.0.transactions.0.payment_details.credit_card_name",
    "order.refunds.0.transactions.0.receipt",
  ]);
});

test("what a sender wrote in another spelling is found, and his own list is kept", () => {
  const data = {
    customer: { firstName: "Ann", defaultAddress: { city: "Ulm" } },
    redacted: ["contract.note"],
  };
  expect(holdBack(data, ["name", "address"]).redacted).toEqual([
    "contract.note",
    "customer.defaultAddress.city",
    "customer.firstName",
  ]);
});

const KEYS = [
  ...[
    "email",
    "name",
    "customer",
    "billing_address",
    "addresses",
    "properties",
    "attributes",
    "form",
    "fields",
  ],
  ...["value", "key", "unavailable", "redacted", "__proto__", "id", "receipt", "client_details"],
];
const anyData = fc.letrec<{ value: unknown; object: Payload }>((tie) => ({
  value: fc.oneof({ maxDepth: 5 }, fc.jsonValue(), tie("object"), fc.array(tie("value"), { maxLength: 3 })),
  object: fc
    .array(fc.tuple(fc.oneof(fc.constantFrom(...KEYS), fc.string()), tie("value")), { maxLength: 6 })
    .map((entries) => Object.fromEntries(entries)),
})).object;
const anyHeld = fc.subarray([...HELD_BACK_FIELDS]);

test("whatever the data: only listed paths differ, and holding back twice is holding back once", () => {
  fc.assert(
    fc.property(anyData, anyHeld, (data, fields) => {
      const held = holdBack(data, fields);
      if (held !== data) expect(others(held, held.redacted)).toEqual(others(data, held.redacted));
      expect(JSON.stringify(holdBack(held, fields))).toBe(JSON.stringify(held));
    }),
    { numRuns: 2_000 },
  );
});

test("data that is nested deeper than anything sensible is held back from there on, and nothing breaks", () => {
  const deep = parsed(`{"order":${'{"a":'.repeat(5_000)}{"email":"deep@example.com"}${"}".repeat(5_000)}}`);
  expect(JSON.stringify(holdBack(deep, ["email"]))).not.toContain("deep@example.com");
});
