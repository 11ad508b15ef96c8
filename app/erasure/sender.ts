// PURE: whether a payload that names no customer is a person's own: a guest's order, a visitor's form.
import type { Payload } from "../topics/parse-payload.ts";
import { mentionsOf } from "./mentions.ts";
import type { Person } from "./subject.ts";

const MAIL = /mail|courriel|correo|contact/i;
const PHONE = /phone|mobil|telefon|téléphone|whats/i;
/** Who fills in such a field tells of somebody else. */
const OF_OTHERS = /friend|recipient|refer|invit|gift/i;

const isAddress = (text: string): boolean => /.@./.test(text);
const isPhone = (text: string): boolean => text.replace(/\D/g, "").length >= 6;

/**
 * Theirs is what says so in its fields for the sender's e-mail address, and in no other one; where there is no address to
 * compare, in those for a telephone number. That the text quotes them says nothing: anybody may.
 */
export function isFrom(payload: Payload, person: Person): boolean {
  const emails = senderWords(payload, MAIL, isAddress);
  const words = emails.length > 0 && person.emails.length > 0 ? emails : senderWords(payload, PHONE, isPhone);
  return words.length > 0 && words.every(mentionsOf(person));
}

/** The fields that stand the least deep: what lies deeper is of one item, of a gift's card or the like. */
function senderWords(payload: Payload, name: RegExp, isOne: (text: string) => boolean): string[] {
  for (let level: object[] = [payload]; level.length > 0; level = level.flatMap(objectsIn)) {
    const words = level
      .flatMap((fields) => Object.entries(fields))
      .filter(([key]) => name.test(key) && !OF_OTHERS.test(key))
      .flatMap(([, value]) => [value].flat())
      .filter((value) => typeof value === "string" && isOne(value));
    if (words.length > 0) return words;
  }
  return [];
}

const objectsIn = (fields: object): object[] =>
  Object.values(fields)
    .flat()
    .filter((value) => typeof value === "object" && value !== null && !JSON.isRawJSON(value));
