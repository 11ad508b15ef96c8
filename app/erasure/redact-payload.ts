// PURE: a payload without what it says of a person. Ids, dates, amounts and the form of every number stay.
import { type Place, placeOf } from "../privacy/personal-fields.ts";
import type { Payload } from "../topics/parse-payload.ts";
import { isNumber, mentionsOf, numberText } from "./mentions.ts";
import { personIn } from "./person-in.ts";
import { isPersonal } from "./personal-keys.ts";
import { type Extent, joinPersons, type Person } from "./subject.ts";

interface Redaction {
  extent: Extent;
  /** what the payload itself is */
  root: Place;
}

/** What lies deeper goes unseen. */
const MOST_LEVELS = 500;

/**
 * whole: personal fields become null, lists of them empty, and so does every text that names the person, or one whose
 * details the payload holds. mentions: only texts that name the person. Redacting again changes nothing.
 */
export function redactPayload(payload: Payload, person: Person, { extent, root }: Redaction): Payload {
  const known = extent === "whole" ? joinPersons(person, personIn(payload)) : person;
  const mentions = mentionsOf(known);

  function redact(value: unknown, place: Place, level: number): unknown {
    if (typeof value === "string") return mentions(value) ? null : value;
    if (isNumber(value)) return mentions(numberText(value)) ? null : value;
    if (typeof value !== "object" || value === null) return value;
    if (level > MOST_LEVELS) return null;
    if (Array.isArray(value)) return value.map((item) => redact(item, place, level + 1));
    return redactFields(value as Payload, place, level + 1);
  }

  function redactFields(fields: Payload, place: Place, level: number): Payload {
    const goes = (key: string, value: unknown) => extent === "whole" && isPersonal(key, value, place);
    const kept = Object.entries(fields).filter(([key]) => !mentions(key));
    const redacted = kept.map(([key, value]) => [
      key,
      goes(key, value) ? emptied(value) : redact(value, placeOf(key, place), level),
    ]);
    return Object.fromEntries(redacted) as Payload;
  }

  return redactFields(payload, root, 0);
}

const emptied = (value: unknown): unknown => (Array.isArray(value) ? [] : null);
