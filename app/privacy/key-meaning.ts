// PURE: what the key of a field says. Shopify's payloads get new fields, and senders have their own: a key is taken for
// its last words, wherever it stands, so customer_email and shippingPhone are found as well.
import { guessByName } from "./guess-by-name.ts";
import { HELD_BACK_FIELDS, type HeldBackField } from "./held-back-fields.ts";

/**
 * What an object is: it decides what keys like `name` mean in it. `named`: people chose its keys. `pairs`: a list of
 * such keys, each with its value. `reasons`: it says by path why something is null. `tags`: free text.
 */
export type Place = "plain" | "person" | "address" | "form" | "named" | "pairs" | "reasons" | "tags";

type Fields = readonly HeldBackField[];

interface KeyMeaning {
  /** lower case words without accents, with _ between them: firstName and first-name are first_name */
  name: string;
  /** what it tells of a person, whatever stands under it */
  always: Fields;
  /** the same of a text, or a list of texts */
  asText: Fields;
  /** the same where people chose the key */
  asNamed: Fields;
  /** of the object or list under it */
  place: Place;
}

const KEYS: Record<HeldBackField, string> = {
  name: "first_name last_name middle_name full_name credit_card_name card_holder_name",
  email: "email emails email_address contact_email multipass_identifier",
  phone: "phone phones phone_number contact_phone mobile mobile_phone",
  // Where somebody is, which an IP address tells as well.
  address:
    "address1 address2 street city zip postal_code postcode latitude longitude browser_ip ip_address client_details",
  birth_date: "birth_date birthdate birthday date_of_birth dob",
};

/** May hold any of these: what a payment provider said, and a link to the page that shows the buyer's order. */
const WHOLE = "receipt order_status_url";
const OF_A_BUYER: Fields = ["name", "email", "phone", "address"];

type Row = readonly [key: string, fields: Fields];

const ALWAYS: ReadonlyMap<string, Fields> = new Map([
  ...HELD_BACK_FIELDS.flatMap((field) => KEYS[field].split(" ").map((key): Row => [key, [field]])),
  ...WHOLE.split(" ").map((key): Row => [key, OF_A_BUYER]),
]);

const PERSON =
  "customer|contact|recipient|buyer|payer|user|member|person|guest|sender|receiver|subscriber|attendee|(card_?|account_?)?holder";

/** The last words of a key, without a number behind them. The first that fits counts. */
const ENDINGS: readonly (readonly [HeldBackField, RegExp])[] = [
  ["email", /(^|_)(e_?mails?|mail_address)(_address(es)?)?$/],
  ["phone", /(^|_)((tele|cell)?phones?|mobile|whats_?app)(_(numbers?|no|nr))?$/],
  ["birth_date", /(^|_)(birth_?(date|day|year)|date_of_birth|dob)$/],
  [
    "address",
    /(^|_)(address(es)?(_?line)?|street(_?(name|number|no))?|house_number|city|town|zip(_?code)?|post(al)?_?code|latitude|longitude|ip|destination(_location)?)$/,
  ],
  [
    "name",
    new RegExp(
      `(^|_)((first|last|middle|full|given|family|maiden)_?name|surname|(${PERSON}|billing|shipping)s?_(display_)?name)s?$`,
    ),
  ],
];

const PLACES: readonly (readonly [Place, RegExp])[] = [
  ["reasons", /^unavailable$/],
  ["tags", /^tags(_added|_removed)?$/],
  ["pairs", /^(note_attributes|properties|attributes|custom_attributes)$/],
  ["address", /^(?!.*e_?mail).*(^|_)(address|addresses|destination|destination_location)$/],
  ["person", new RegExp(`(^|_)(${PERSON})s?$|^(people|payment_method|payment_instrument)$`)],
  ["form", /^form$/],
];

/** An order has some 250 different keys, and they come again with the next one. */
const MOST_KEYS = 5_000;
const LONGEST_KEY = 100;
const known = new Map<string, KeyMeaning>();

/** Remembers what it found: to look costs twenty times as much. */
export function meaningOf(key: string): KeyMeaning {
  const found = known.get(key);
  if (found) return found;
  const meaning = read(key);
  if (known.size >= MOST_KEYS) known.clear();
  if (key.length <= LONGEST_KEY) known.set(key, meaning);
  return meaning;
}

function read(key: string): KeyMeaning {
  const name = snake(key);
  const always = ALWAYS.get(name) ?? [];
  const ending = ENDINGS.find(([, pattern]) => pattern.test(name.replace(/_?\d{1,3}$/, "")))?.[0];
  const guess = guessByName(name);
  return {
    ...{ name, always },
    asText: ending ? [ending] : [],
    asNamed: guess ? [guess] : always,
    place: PLACES.find(([, pattern]) => pattern.test(name))?.[0] ?? "plain",
  };
}

const snake = (key: string): string =>
  key
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1_$2")
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, "_")
    .replace(/^_|_$/g, "");
