// What a merchant may hold back of a customer. Client-safe: the panel and the API check with the same schema.
import { z } from "zod";

export const HELD_BACK_FIELDS = ["name", "email", "phone", "address", "birth_date"] as const;
export type HeldBackField = (typeof HELD_BACK_FIELDS)[number];

const CHOICES = HELD_BACK_FIELDS.join(", ");

/** Somebody may name a field twice. */
const MOST_ENTRIES = 20;

/** The API's document and the panel's form; in the order of HELD_BACK_FIELDS, each once. */
export const privacyBody = z.strictObject({
  hold_back: z
    .array(z.unknown(), { error: `Must be a list of any of ${CHOICES}; [] holds nothing back.` })
    .max(MOST_ENTRIES, `Has at most ${MOST_ENTRIES} entries, each one of ${CHOICES}.`)
    .pipe(z.array(z.enum(HELD_BACK_FIELDS, { error: `Each must be one of ${CHOICES}.` })))
    .transform((given) => HELD_BACK_FIELDS.filter((field) => given.includes(field))),
});
