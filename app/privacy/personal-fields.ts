// Which fields of an event's data are personal, by their key and by the object that they stand in. Shopify's payloads
// get new fields, and senders have their own: a key is taken for what it says, wherever it stands. Keys are compared in
// snake case, so firstName is first_name.
import { HELD_BACK_FIELDS, type HeldBackField } from "./held-back-fields.ts";

/**
 * What an object is: it decides what keys like `name` mean in it. `named`: people chose its keys. `pairs`: a list of
 * such keys, each with its value.
 */
export type Place = "plain" | "person" | "address" | "form" | "named" | "pairs";

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
const OF_A_BUYER: HeldBackField[] = ["name", "email", "phone", "address"];

type Row = readonly [key: string, fields: readonly HeldBackField[]];

const ANYWHERE: ReadonlyMap<string, readonly HeldBackField[]> = new Map([
  ...HELD_BACK_FIELDS.flatMap((field) => KEYS[field].split(" ").map((key): Row => [key, [field]])),
  ...WHOLE.split(" ").map((key): Row => [key, OF_A_BUYER]),
]);

const PERSONS = new Set([
  "customer",
  "contact",
  "payment_method",
  "payment_instrument",
  "recipient",
  "buyer",
  "payer",
]);
const NAMES = new Set(["name", "display_name"]);
const PAIRS = new Set(["note_attributes", "properties", "attributes", "custom_attributes"]);
const ADDRESS = /^(?!.*email).*(^|_)(address|addresses|destination|destination_location)$/;
/** All else in an address is a part of it. */
const NO_PART_OF_ADDRESS = new Set(["id", "admin_graphql_api_id", "customer_id", "default"]);

const snake = (key: string): string => key.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();

/** What the object or list under `key` is; `parent` is what `key` stands in. */
export function placeOf(key: string, parent: Place): Place {
  const name = snake(key);
  if (parent === "address") return "address";
  if (parent === "form" && name === "fields") return "named";
  if (PAIRS.has(name)) return "pairs";
  if (ADDRESS.test(name)) return "address";
  if (PERSONS.has(name)) return "person";
  return name === "form" ? "form" : "plain";
}

/** What the field `key` of an object tells of a person: any of these. */
export function fieldsOf(key: string, value: unknown, place: Place): readonly HeldBackField[] {
  const name = snake(key);
  if (place === "named" || place === "pairs") return fieldsOfNamed(key, value);
  const found = ANYWHERE.get(name);
  if (found) return found;
  if (NAMES.has(name) && (place === "person" || place === "address")) return ["name"];
  if (place === "address") return NO_PART_OF_ADDRESS.has(name) ? [] : ["address"];
  const isText = typeof value !== "object" || value === null;
  return isText && ADDRESS.test(name) ? ["address"] : [];
}

/** The first that fits counts: an e-mail address is no address, and a street's name no name. */
const SAYS: readonly (readonly [HeldBackField, RegExp])[] = [
  ["email", /e ?mail|courriel|correo/],
  ["phone", /phone|mobile|mobil\b|\btel\b|telefon|téléphone|whats ?app/],
  ["birth_date", /birth|\bdob\b|geburt|naissance|nacimiento/],
  ["address", /address|adress|direcci[oó]n|street|stra(ss|ß)e|\bcity\b|\bzip\b|post(al)? ?code|\bplz\b/],
  ["name", /name|\bnom\b|prénom|nombre|apellido/],
];

/** What a field of a form or of an order's own list is, by the name that somebody gave it or the look of its value. */
export function fieldsOfNamed(key: string, value: unknown): readonly HeldBackField[] {
  const words = snake(key).replace(/[^\p{L}\d]+/gu, " ");
  const said = SAYS.find(([, pattern]) => pattern.test(words))?.[0];
  if (said) return [said];
  return [value].flat().some(isMailAddress) ? ["email"] : (ANYWHERE.get(snake(key)) ?? []);
}

const isMailAddress = (value: unknown): boolean =>
  typeof value === "string" && value.length < 255 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim());
