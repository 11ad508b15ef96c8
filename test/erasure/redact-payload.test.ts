import fc from "fast-check";
import { expect, test } from "vitest";
import { redactEvent, redactWebhook } from "../../app/erasure/redact-body.ts";
import { redactPayload } from "../../app/erasure/redact-payload.ts";
import { likeTexts, NOBODY, type Person, type Subject } from "../../app/erasure/subject.ts";
import { type Payload, parsePayload } from "../../app/topics/parse-payload.ts";
import { sample } from "../helpers/shopify-webhooks.ts";

const EMAIL = "Ana.O'Neil+club@example.com";
const PERSON: Person = { emails: [EMAIL], phones: ["+1 (416) 555-0100"], names: ["Ana O'Neil"] };
const whole = { extent: "whole", root: "plain" } as const;
const mentions = { extent: "mentions", root: "plain" } as const;

const parsed = (text: string): Payload => parsePayload(text) ?? {};
const envelope = (data: unknown, fields: object = {}) =>
  JSON.stringify({ id: "evt_1", topic: "order/paid", sequence: 3, resource: null, ...fields, data });

/** The address in some disguise. */
const disguised = fc.constantFrom(
  EMAIL,
  EMAIL.toUpperCase(),
  `<${EMAIL}>`,
  `mailto:${encodeURIComponent(EMAIL)}`,
  `(${EMAIL}).`,
);
/** Any JSON in which it stands as a text, within texts and as a name of fields, however deep. */
const { value: jsonWithAddress } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    disguised,
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(disguised, fc.string()), tie("value"), { maxKeys: 4 }),
  ),
}));

test.each([whole, mentions])("an address is left in no nesting, text or name ($extent)", (redaction) => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), jsonWithAddress), (payload) => {
      const text = JSON.stringify(redactPayload(payload, PERSON, redaction)).toLowerCase();
      expect(text).not.toContain(EMAIL.toLowerCase());
      expect(text).not.toContain(encodeURIComponent(EMAIL).toLowerCase());
    }),
  );
});

test.each(["whole", "mentions"] as const)("redacting an event again changes nothing (%s)", (extent) => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), jsonWithAddress), (data) => {
      const once = redactEvent(envelope(data), PERSON, extent);
      expect(redactEvent(once, PERSON, extent)).toBe(once);
    }),
  );
});

test("what holds nothing personal stays as it is, byte for byte", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^x[a-z]{0,6}$/), fc.jsonValue()), (data) => {
      const body = envelope(data);
      expect(redactEvent(body, NOBODY, "mentions")).toBe(body);
    }),
  );
});

test("numbers keep the form in which Shopify wrote them", () => {
  const body = `{"id":"evt_1","resource":null,"data":{"order":{"id":820982911946154508,"total":1.00,"rate":1e-7,"email":"${EMAIL}"}}}`;
  expect(redactEvent(body, PERSON, "whole")).toBe(
    `{"redacted":true,"id":"evt_1","resource":null,"data":{"order":{"id":820982911946154508,"total":1.00,"rate":1e-7,"email":null}}}`,
  );
});

test("of Shopify's order what is personal goes, and ids, names of products, amounts and dates stay", () => {
  const order = parsed(sample("orders/create"));
  const redacted = redactPayload({ order }, NOBODY, whole).order as Payload;
  expect(redacted).toMatchObject({
    ...{ id: order.id, name: order.name, total_price: order.total_price, created_at: order.created_at },
    ...{ email: null, phone: null, note: null, billing_address: null, shipping_address: null },
    note_attributes: [],
    customer: { email: null, first_name: null, last_name: null, default_address: null },
  });
  const titles = (of: Payload) =>
    (of.line_items as Payload[]).map(({ id, title, name, price }) => [id, title, name, price]);
  expect(titles(redacted)).toEqual(titles(order));
  const before = order.customer as Payload;
  for (const personal of [order.email, before.email, before.first_name, before.last_name])
    if (typeof personal === "string") expect(JSON.stringify(redacted)).not.toContain(personal);
});

test("a text that names somebody whose details the payload holds goes with them", () => {
  const data = {
    customer: { first_name: "Ana", last_name: "O'Neil", email: EMAIL, phone: "+1 416 555 0100" },
    greeting: "Dear Ana  O'Neil,",
    dialled: "416-555.0100 rang twice",
    other: "Anabel O'Neill likes it",
  };
  expect(redactPayload(data, NOBODY, whole)).toMatchObject({
    ...{ greeting: null, dialled: null, other: "Anabel O'Neill likes it" },
  });
});

test("an id that ends in the digits of a telephone number stays", () => {
  const data = { id: "gid://shopify/Order/14165550100", number: 99914165550100 };
  expect(redactPayload(data, PERSON, whole)).toEqual(data);
});

test("of an event about somebody else only the texts that quote them go", () => {
  const body = envelope({
    customer: { id: "gid://shopify/Customer/2", email: "bo@example.com", first_name: "Bo" },
    note: "A present",
    gift: { to: EMAIL, card: "For Ana O'Neil" },
  });
  expect(JSON.parse(redactEvent(body, PERSON, "mentions"))).toEqual({
    ...{ redacted: true, id: "evt_1", topic: "order/paid", sequence: 3, resource: null },
    data: {
      customer: { id: "gid://shopify/Customer/2", email: "bo@example.com", first_name: "Bo" },
      note: "A present",
      gift: { to: null, card: null },
    },
  });
});

test("a telephone number that is written as a number goes", () => {
  expect(redactPayload({ call: 14_165_550_100, count: 5_550_100 }, PERSON, mentions)).toEqual({
    ...{ call: null, count: 5_550_100 },
  });
});

test("what lies too deep to be looked at goes", () => {
  const deep = parsed(`{"a":${"[".repeat(4_000)}"${EMAIL}"${"]".repeat(4_000)}}`);
  expect(JSON.stringify(redactPayload(deep, PERSON, mentions))).not.toContain(EMAIL);
});

test("a resource of the sender's own that is an address goes; one of Shopify's stays", () => {
  const resourceAfter = (resource: string) =>
    JSON.parse(redactEvent(envelope({}, { resource }), PERSON, "whole")).resource;
  expect(resourceAfter(`member:${EMAIL}`)).toBeNull();
  expect(resourceAfter("gid://shopify/Order/1")).toBe("gid://shopify/Order/1");
});

test("the fields of a form go whatever they are called, and its handle stays", () => {
  const data = { form: { handle: "contact", fields: { "Ihr Name": "Ana", color: "red" } } };
  expect(redactPayload(data, NOBODY, whole)).toEqual({ form: { handle: "contact", fields: null } });
});

const subject = (person: Person): Subject => ({
  ...{ shopDomain: "a.myshopify.com", shopId: "shp_1", orders: ["gid://shopify/Order/9"], events: [] },
  ...{ customers: ["gid://shopify/Customer/7"], person },
});
const webhook = (topic: string, payload: object, customer: string | null = null) => ({
  ...{ topic, customer, body: JSON.stringify(payload) },
});
const redacted = (topic: string, payload: object, customer?: string): Payload =>
  parsed(redactWebhook(webhook(topic, payload, customer), subject(PERSON)) ?? "");

test.each([
  ["orders/create", { id: 1, customer: { admin_graphql_api_id: "gid://shopify/Customer/7" } }],
  ["subscription_contracts/create", { id: 1, customer_id: 7 }],
  ["customer.tags_added", { customerId: "gid://shopify/Customer/7" }],
  ["refunds/create", { id: 1, order_id: 9 }],
  ["carillon/form", { customer: null, fields: { mail: EMAIL } }],
  ["orders/paid", { id: 1, customer: null, contact: EMAIL }],
])("of a webhook of theirs, %s, everything personal goes", (topic, payload) => {
  expect(redacted(topic, { ...payload, note: "Ring twice" })).toHaveProperty("note", null);
});

test.each([
  ["products/create", { id: 7, note: "New" }],
  ["orders/create", { id: 7, customer: { id: 7_007 }, note: "New" }],
  ["customers/update", { id: 8, note: "New" }],
])("a webhook that only bears one of their numbers, %s, stays as it is", (topic, payload) => {
  expect(redacted(topic, payload)).toEqual(payload);
});

test("of another customer's webhook only the text that quotes them goes", () => {
  const payload = { id: 8, email: "bo@example.com", note: `Friend of ${EMAIL}` };
  expect(redacted("customers/update", payload)).toEqual({ ...payload, note: null });
  expect(redacted("orders/create", { ...payload, customer: null }, "gid://shopify/Customer/8")).toEqual({
    ...{ ...payload, customer: null, note: null },
  });
});

test("what says next to nothing finds nobody", () => {
  expect(likeTexts({ emails: ["", "@", "x"], phones: ["12", "+1 2"], names: [] })).toEqual([]);
  const said = { text: "12 @ x", amount: 1.5, count: 12 };
  expect(redactPayload(said, { emails: ["@"], phones: ["12", "n/a"], names: ["x"] }, mentions)).toEqual(said);
});

test("a body that cannot be read has to go as a whole", () => {
  const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
  expect(
    redactWebhook({ topic: "orders/create", customer: null, body: `{"a":${deep}}` }, subject(PERSON)),
  ).toBeUndefined();
  expect(
    redactWebhook({ topic: "orders/create", customer: null, body: "[]" }, subject(PERSON)),
  ).toBeUndefined();
});

const ann: Person = { emails: ["ann@example.co"], phones: ["+14165550177"], names: ["Ann Smithers"] };
const ofAnn = (value: unknown) => redactPayload({ value } as Payload, ann, mentions).value;

test.each([
  ...["joann@example.co", "jo.ann@example.co", "jo-ann@example.co", "jo+ann@example.co", "o'ann@example.co"],
  ...["ann@example.com", "ann@example.co.uk", "ann@example.co-op.com", "éann@example.co"],
  ...["mail=jo%2Bann%40example.co", "jo\\u0061nn@example.co", '{"mail":"joann@example.co"}'],
])("%s is somebody else's address", (text) => {
  expect(ofAnn(`Write to ${text} soon`)).not.toBeNull();
});

test.each([
  ...["<ann@example.co>", "'Ann@Example.CO',", "ann@example.co.", "mailto:ann@example.co?subject=Hello"],
  ...[
    "to=ann%40example.co&x=1",
    "%22ann%40example.co%22",
    '{"a":"b\\nann@example.co"}',
    "\\u003cann@example.co",
  ],
  JSON.stringify(JSON.stringify({ said: "Hello\nann@example.co" })),
])("%s names her", (text) => {
  expect(ofAnn(text)).toBeNull();
});

test("no telephone number destroys an amount, an id or a date", () => {
  const figures = {
    total: "100000.00",
    cents: "10000000",
    raw: 1000000,
    price: "4165550.177",
    rate: "1234.56",
  };
  const dates = { at: "2026-11-21T10:00:00Z", day: "2026-11-21", long: "99914165550177" };
  for (const phone of ["000000", "+1 111 111 1111", "123456", "20261121", "+14165550177"])
    expect(redactPayload({ ...figures, ...dates }, { ...NOBODY, phones: [phone] }, mentions)).toEqual({
      ...figures,
      ...dates,
    });
});

test.each(["14165550177", "4165550177", "0014165550177", "+1 (416) 555-0177", "call 416.555.0177 now"])(
  "the telephone number goes where it is written as %s",
  (text) => {
    expect(ofAnn(text)).toBeNull();
  },
);

test("a short telephone number is not the end of a longer one", () => {
  const short = { ...NOBODY, phones: ["550-177"] };
  const data = { theirs: "ext. 550177", other: "ext. 9550177" };
  expect(redactPayload(data, short, mentions)).toEqual({ theirs: null, other: "ext. 9550177" });
});

const form = (fields: object) => ({ handle: "contact", customer: null, fields });

test.each([
  ["refers a friend", form({ name: "Bo", "your-email": "bo@example.com", "friend-email": EMAIL })],
  ["names only a friend", form({ name: "Bo", friend_email: EMAIL })],
  ["gives two addresses", form({ name: "Bo", email: "bo@example.com", email2: EMAIL })],
  ["quotes an address", form({ name: "Bo", message: `Ask ${EMAIL}` })],
])("of a form of somebody else's who %s only the address goes", (_what, payload) => {
  const left = redacted("carillon/form", payload);
  expect(left).toMatchObject({ fields: { name: "Bo" } });
  expect(JSON.stringify(left)).not.toContain(EMAIL);
});

test("of a guest's order with a present for them only the address goes, and of their own with one for another all", () => {
  const order = (email: string, recipient: string) => ({
    ...{ id: 1, customer: null, email, note: "Ring twice" },
    line_items: [{ id: 2, properties: [{ name: "card", value: recipient }], recipient_email: recipient }],
  });
  expect(redacted("orders/create", order("bo@example.com", EMAIL))).toMatchObject({
    ...{ email: "bo@example.com", note: "Ring twice" },
    line_items: [{ recipient_email: null }],
  });
  expect(redacted("orders/create", order(EMAIL, "bo@example.com"))).toMatchObject({
    email: null,
    note: null,
  });
});

test("a guest's order that gives no e-mail address is theirs by the telephone number", () => {
  const order = { id: 1, customer: null, email: null, phone: "+14165550100", note: "Ring twice" };
  expect(redacted("orders/create", order)).toMatchObject({ phone: null, note: null });
});
