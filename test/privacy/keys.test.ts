// What the keys of senders, and the names that people gave their fields, are taken for.
import fc from "fast-check";
import { expect, test } from "vitest";
import { HELD_BACK_FIELDS, type HeldBackField } from "../../app/privacy/held-back-fields.ts";
import { holdBack } from "../../app/privacy/hold-back.ts";

const redactedOf = (data: Record<string, unknown>, fields: readonly HeldBackField[] = HELD_BACK_FIELDS) =>
  holdBack(data, fields).redacted ?? [];

test.each<[HeldBackField, string[]]>([
  [
    "email",
    [
      ...[
        "customer_email",
        "customerEmail",
        "recipient_email",
        "default_email",
        "e-mail",
        "eMail",
        "email_2",
      ],
      ...["contact.email", "work_e_mail_address"],
    ],
  ],
  [
    "phone",
    ["shipping_phone", "billing_phone", "phone2", "customerPhoneNumber", "telephone", "mobile-number"],
  ],
  [
    "name",
    [
      ...["recipient_name", "firstname", "lastname", "customerName", "first-name", "surname", "user_name"],
      ...["shipping_name", "member_display_name", "cardholder_name"],
    ],
  ],
  [
    "address",
    [
      ...["shipping_city", "address_line1", "addressLine2", "billing_address_line_1", "delivery_street"],
      ...["zipcode", "shipping_zip", "billing_postal_code", "client_ip", "home_address"],
    ],
  ],
  ["birth_date", ["customer_birthday", "dateOfBirth", "member_birth_date"]],
])("%s: a key is taken for its last words, with a value or without", (field, keys) => {
  for (const key of keys)
    for (const value of ["Ann", 4_915_112_345_678, null, ["Ann"], JSON.rawJSON("49151123456781234")]) {
      expect(redactedOf({ [key]: value }, [field]), key).toEqual([key]);
      expect(redactedOf({ of_a_sender: [{ [key]: value }] }, [field]), key).toHaveLength(1);
    }
});

test("what only sounds personal, says yes or no, or is no text, stays", () => {
  const data = {
    ...{ verified_email: true, accepts_phone: false, email_marketing_state: "subscribed" },
    ...{ email_marketing_consent: { state: "subscribed" }, customer_email_consent: "given" },
    ...{ capacity: 5, velocity: "5", scity: "x", product_name: "Beans", tier_name: "Gold", name: "#1001" },
    ...{
      phone_model: "X",
      headphones: "black",
      customer_name_id: 5,
      member_since: "2026",
      username_rule: "a",
    },
    ...{ selling_plan_name: "Monthly", previous_phone: {}, shipping_zip: [] },
  };
  expect(holdBack(data, HELD_BACK_FIELDS)).toBe(data);
});

test.each(["customers", "user", "members", "gift_recipient", "loyaltyMember", "people"])(
  "a name that stands in %s is somebody's",
  (key) => {
    expect(redactedOf({ [key]: [{ name: "Ann", tier: { name: "Gold" } }] })).toEqual([`${key}.0.name`]);
    expect(redactedOf({ [key]: { display_name: "Ann" } })).toEqual([`${key}.display_name`]);
  },
);

test("a value that is an e-mail address and nothing else goes as email, wherever it stands", () => {
  const data = {
    reply_to: " jane.o'neil+a@mail.example.co.uk ",
    invited: ["ann@example.com", "bo@example.com"],
    nested: [["ann@example.com", "bo"], { with: "<ann@example.com>" }],
    customer: { name: "ann@example.com", address: { company: "ann@example.com" } },
    link: "mailto:ann@example.com",
  };
  expect(redactedOf(data, ["email"])).toEqual([
    ...["customer.address.company", "customer.name", "invited", "link"],
    ...["nested.0.0", "nested.1.with", "reply_to"],
  ]);
});

test("what has an @ and is no e-mail address stays, and so do tags", () => {
  const data = {
    ...{
      image: "logo@2x.png",
      site: "https://example.com/@jane.doe",
      ssh: "git@example.com:a/b",
      at: "@jane",
    },
    ...{ note: "Write to ann@example.com", tags: "ann@example.com", handle: "ann@localhost" },
    contact: { tags_added: ["ann@example.com"], tags_removed: [] },
  };
  expect(holdBack(data, HELD_BACK_FIELDS)).toBe(data);
});

test.each<[HeldBackField, string]>([
  ...["Email", "Your e-mail", "E-Mail-Adresse", "Mailadresse", "Adresse e-mail", "Correo electrónico"].map(
    (name): [HeldBackField, string] => ["email", name],
  ),
  ...[
    ...[
      "Phone",
      "Phone number",
      "Handynummer",
      "Mobilnummer",
      "Telefonnummer",
      "Téléphone",
      "Teléfono móvil",
    ],
    ...["WhatsApp", "Tel.", "mobilePhone", "Telefon"],
  ].map((name): [HeldBackField, string] => ["phone", name]),
  ...[
    "Birthday",
    "Date of birth",
    "Birth year",
    "Geburtsdatum",
    "Date de naissance",
    "Fecha de nacimiento",
  ].map((name): [HeldBackField, string] => ["birth_date", name]),
  ...[
    ...[
      "Código postal",
      "Code postal",
      "Postleitzahl",
      "Ville",
      "Wohnort",
      "Straße und Nr.",
      "Zip",
      "Zip code",
    ],
    ...["Lieferadresse", "Dirección", "PLZ", "City", "Street name", "Delivery address"],
  ].map((name): [HeldBackField, string] => ["address", name]),
  ...[
    ...["Name", "Your name", "Vorname", "Nachname", "Prénom", "Nom", "Nombre", "Apellidos", "recipientName"],
    ...["Nombre de los invitados", "Nombre del cliente", "Full name", "Pre\u0301nom", "Name on the cup"],
  ].map((name): [HeldBackField, string] => ["name", name]),
])("as %s goes what somebody called %j", (field, name) => {
  const data = { form: { fields: { [name]: "x" } }, order: { note_attributes: [{ name, value: "x" }] } };
  expect(redactedOf(data, [field])).toEqual([`form.fields.${name}`, "order.note_attributes.0.value"]);
});

test.each([
  ...["Ornament", "Enamel color", "Tournament", "Nombre de personnes", "Nombre d'enfants", "Product name"],
  ...["Nom du produit", "Name of the product", "Nombre del producto", "Produktname", "Birthstone"],
  ...["Free mail order", "Phone model", "Phone case", "Automobile", "Headphones", "Streetwear size"],
  ...["Zip color", "Capacity", "Model name", "Adressing", "Renamed"],
])("%j is nobody's", (name) => {
  const data = { form: { fields: { [name]: "x" } }, order: { note_attributes: [{ name, value: "x" }] } };
  expect(holdBack(data, HELD_BACK_FIELDS)).toBe(data);
});

test("of an entry that people named, everything but its value is looked into as elsewhere", () => {
  const entry = {
    ...{
      name: "Gift",
      value: "Beans",
      email: "ann@example.com",
      note: "ann@example.com",
      price: JSON.rawJSON("1.00"),
    },
    recipient: { name: "Ann" },
  };
  const order = { note_attributes: [entry, { name: "ann@example.com", key: "phone", value: "+1" }] };
  expect(redactedOf({ order })).toEqual([
    ...["0.email", "0.note", "0.recipient.name", "1.name", "1.value"].map(
      (path) => `order.note_attributes.${path}`,
    ),
  ]);
});

test("reasons in `unavailable` stay by every path, and whatever else stands there is looked into", () => {
  const reasons = {
    "customer.email": "not_asked",
    email: "unknown",
    "a.phone": "not_answered",
    zip: "not_permitted",
  };
  expect(redactedOf({ customer: { email: "x" }, unavailable: reasons })).toEqual(["customer.email"]);
  const data = {
    unavailable: { ...reasons, note: "ann@example.com", customer: { name: "Ann" }, phone: "+1" },
  };
  expect(redactedOf(data)).toEqual([
    ...["unavailable.customer.name", "unavailable.note", "unavailable.phone"],
  ]);
  expect(redactedOf({ unavailable: "ann@example.com" })).toEqual(["unavailable"]);
});

test.each([
  { email: "ann@example.com" },
  "ann@example.com",
  [{ email: "ann@example.com" }],
  [null, "ann@example.com"],
])("a `redacted` of a sender's own that is no list of paths, %j, is looked into", (redacted) => {
  expect(JSON.stringify(holdBack({ redacted }, HELD_BACK_FIELDS))).not.toContain("ann@");
});

test("keys that nobody has seen before are no burden, however many or long", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (key) => {
      const data = { [`${key}_email`]: "x", [`${key} first_name`]: "x" };
      expect(redactedOf(data)).toHaveLength(Object.keys(data).length);
    }),
    { numRuns: 6_000 },
  );
  for (const long of ["_a", "1", "name of ", "address", "nombre de "])
    expect(redactedOf({ [`${long.repeat(100_000)}x_email`]: "x" })).toHaveLength(1);
});
