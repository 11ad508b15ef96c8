// Fields that several calls take or answer.
import { z } from "zod";
import { type IdPrefix, isId } from "../db/ids.ts";
import { isTopic, TOPICS } from "../topics/catalog.ts";

/** 10.0 in a body, which keeps the form it came in, is the number 10. */
export const plainNumber = (value: unknown): unknown =>
  JSON.isRawJSON(value) ? Number(value.rawJSON) : value;

const LIMIT = "A page has 1 to 100 rows.";

/** How many rows a list answers with. */
const limitField = z
  .string(LIMIT)
  .refine((text) => /^(100|[1-9]\d?)$/.test(text), LIMIT)
  .transform(Number)
  .default(50)
  .meta({
    description: "Rows of a page",
    override: { type: "integer", minimum: 1, maximum: 100, default: 50 },
  });

/** Of a list whose rows have such ids. A cursor is the id of the last row that was seen, so it never expires. */
export const pageFields = (prefix: IdPrefix) => ({
  cursor: idField(prefix, "This is no cursor of this list.")
    .optional()
    .meta({ description: "`next_cursor` of the page before; nothing for the first page" }),
  limit: limitField,
});

export const nextCursor = z
  .string()
  .nullable()
  .meta({ description: "`cursor` of the next page; null on the last" });

const TIME = "2026-11-20T10:00:00Z";

const WRONG_TIME = `Must be a time like ${TIME}.`;

export const timeField = z.iso
  .datetime({ offset: true, error: WRONG_TIME })
  .transform((text) => new Date(text))
  .meta({ override: { type: "string", format: "date-time", example: TIME } });

export const idField = (prefix: IdPrefix, message = "This is no id of its kind.") =>
  z
    .string(message)
    .refine((text) => isId(prefix, text), message)
    .meta({ example: exampleId(prefix) });

/** In a path, where an id that is none is one that is not found. */
export const idInPath = (prefix: IdPrefix) =>
  z.object({ id: z.string().meta({ example: exampleId(prefix) }) });

export const exampleId = (prefix: IdPrefix, number = 1): string =>
  `${prefix}_0193465a2d7b7c3e8f1a${String(number).padStart(12, "0")}`;

const NAMES = TOPICS.map(({ name }) => name);

/** `unknown`: what is said of a name that is none. */
export const topicField = (unknown = "There is no such topic.") =>
  z
    .string("Must be the name of a topic.")
    .refine(isTopic, unknown)
    .meta({ description: "A topic of the catalogue", override: { type: "string", enum: NAMES } });

/** An id of Carillon's in an answer. */
export const id = (prefix: IdPrefix) => z.string().meta({ example: exampleId(prefix) });

export const time = z.date();

export const EXAMPLE_TIME = new Date("2026-11-20T10:00:00.123Z");
