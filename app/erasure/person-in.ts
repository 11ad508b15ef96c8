// PURE: what a payload says of persons.
import type { Payload } from "../topics/parse-payload.ts";
import { NOBODY, type Person } from "./subject.ts";

type Field = (fields: Payload) => string[];

const textsOf =
  (...names: string[]): Field =>
  (fields) =>
    names.flatMap((name) => {
      const value = fields[name];
      return typeof value === "string" && value.trim() !== "" ? [value.trim()] : [];
    });

const EMAILS = textsOf("email", "contact_email", "email_address");
const PHONES = textsOf("phone", "phone_number");
const FIRST = textsOf("first_name", "firstName");
const LAST = textsOf("last_name", "lastName");

/** Of everybody in it. */
export const personIn = (payload: Payload): Person => gather(payload, () => true);

/** Of the customer with one of these gids alone. */
export const customerIn = (payload: Payload, gids: string[]): Person =>
  gather(payload, ({ admin_graphql_api_id, id }) =>
    [admin_graphql_api_id, id].some((given) => typeof given === "string" && gids.includes(given)),
  );

function gather(payload: Payload, isThem: (fields: Payload) => boolean): Person {
  const found = { emails: new Set<string>(), phones: new Set<string>(), names: new Set<string>() };
  const waiting: unknown[] = [payload];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== "object" || value === null || JSON.isRawJSON(value)) continue;
    const fields = value as Payload;
    if (!Array.isArray(value) && isThem(fields)) {
      for (const email of EMAILS(fields)) if (email.includes("@")) found.emails.add(email);
      for (const phone of PHONES(fields)) found.phones.add(phone);
      for (const name of fullNames(fields)) found.names.add(name);
    }
    for (const item of Object.values(fields)) if (item !== undefined) waiting.push(item);
  }
  const { emails, phones, names } = found;
  return emails.size + phones.size + names.size === 0
    ? NOBODY
    : { emails: [...emails], phones: [...phones], names: [...names] };
}

const fullNames = (fields: Payload): string[] =>
  FIRST(fields).flatMap((first) => LAST(fields).map((last) => `${first} ${last}`));
