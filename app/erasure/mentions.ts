// PURE: whether a text names a person.
import { isTelling, type Person } from "./subject.ts";

type Names = (text: string) => boolean;

/** Written with blanks, brackets, dots or hyphens, or not. */
const BETWEEN_DIGITS = "[\\s().\\-/]*";
/** Country and area are written in many ways; these many digits from the end are the same in all. */
const LAST_DIGITS = 8;
const GID = /^gid:\/\/[\w/-]+$/;
const FIGURE = /^-?\d+(\.\d+)?$/;
const DATE = /^\d{4}-\d\d-\d\d([T ][\d:.]+(Z|[+-]\d\d:?\d\d)?)?$/;

/** A gid, an amount or a date that happens to hold the digits of a telephone number is none. */
export const mentionsOf = (person: Person): Names => lookFor(person, "\\p{L}\\p{N}._%+-");

/** The same for an id that a sender made: member-ann@example.co is Ann's, though it could be an address itself. */
export const mentionsInId = (person: Person): Names => lookFor(person, "\\p{L}\\p{N}.%+");

/** `longer`: what in front of an address makes it another one. */
function lookFor({ emails, phones, names }: Person, longer: string): Names {
  const isAddress = addressIn(emails, longer);
  const numbers = phones.filter(isTelling).map((phone) => phone.replace(/\D/g, ""));
  const patterns = [...numbers.map(phonePattern), ...names.flatMap(namePattern)];
  const isNamed = (text: string) => {
    if (isAddress(text)) return true;
    if (FIGURE.test(text)) return numbers.some((number) => isWhole(number, text));
    return !GID.test(text) && !DATE.test(text) && patterns.some((pattern) => pattern.test(text));
  };
  return (text) => readings(text).some(isNamed);
}

/** The same for text that may be JSON: each of its keys and values is looked at by itself. */
export function mentionsWithin(mentions: Names, text: string): boolean {
  try {
    return mentionsIn(mentions, JSON.parse(text));
  } catch {
    return mentions(text);
  }
}

/** Whether a key, text or number of a JSON value names them. */
export function mentionsIn(mentions: Names, json: unknown): boolean {
  const waiting = [json];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === "string" ? mentions(value) : isNumber(value) && mentions(numberText(value)))
      return true;
    if (typeof value !== "object" || value === null || JSON.isRawJSON(value)) continue;
    if (!Array.isArray(value) && Object.keys(value).some(mentions)) return true;
    for (const item of Object.values(value)) waiting.push(item);
  }
  return false;
}

export const isNumber = (value: unknown): boolean => typeof value === "number" || JSON.isRawJSON(value);

/** As it was written. */
export const numberText = (value: unknown): string => (JSON.isRawJSON(value) ? value.rawJSON : String(value));

/** Not within a longer address: joann@example.co and ann@example.co.uk are somebody else's. */
function addressIn(emails: string[], longer: string): Names {
  const addresses = emails.filter((email) => /.@./.test(email)).map((email) => email.toLowerCase());
  if (addresses.length === 0) return () => false;
  const pattern = new RegExp(
    `(?<![${longer}]|[\\p{L}\\p{N}]')(?:${addresses.map(escaped).join("|")})(?![\\p{L}\\p{N}-]|\\.[\\p{L}\\p{N}])`,
    "u",
  );
  return (text) => {
    const lower = text.toLowerCase();
    return addresses.some((address) => lower.includes(address)) && pattern.test(lower);
  };
}

/** With or without country and area. */
const isWhole = (number: string, text: string): boolean => {
  const digits = text.replace(/^0+/, "");
  return digits === number || (digits.length >= LAST_DIGITS && number.endsWith(digits));
};

/** A number that is shorter than those digits stands alone. */
function phonePattern(number: string): RegExp {
  const digits = number.slice(-LAST_DIGITS).split("").join(BETWEEN_DIGITS);
  return new RegExp(`${number.length < LAST_DIGITS ? "(?<!\\d)" : ""}${digits}(?!\\d)`);
}

/** A single word may be anything: only first and last name together are looked for. */
function namePattern(name: string): RegExp[] {
  const parts = name.trim().split(/\s+/);
  if (parts.length < 2) return [];
  return [new RegExp(`(?<![\\p{L}\\p{N}])${parts.map(escaped).join("\\s+")}(?![\\p{L}\\p{N}])`, "iu")];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** What receivers answer may quote JSON within JSON within a header. */
const MOST_READINGS = 4;

/** A text as it stands, and with what JSON and links write otherwise. */
function readings(text: string): string[] {
  const all = [text];
  for (const reading of all) {
    const next = unescaped(reading);
    if (next !== reading && all.length < MOST_READINGS) all.push(next);
  }
  return all;
}

function unescaped(text: string): string {
  if (!/[\\%]/.test(text)) return text;
  return text
    .replace(/\\(?:u([0-9a-f]{4})|(.))/gi, (_, code, char) =>
      code ? String.fromCharCode(Number.parseInt(code, 16)) : /[bfnrt]/.test(char) ? " " : char,
    )
    .replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll("%", ""), "hex").toString());
}
