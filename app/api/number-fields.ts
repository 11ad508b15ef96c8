// Numbers as calls bring them.
import { z } from "zod";

/** 10.0 in a body, which keeps the form it came in, is the number 10. */
export const plainNumber = (value: unknown): unknown =>
  JSON.isRawJSON(value) ? Number(value.rawJSON) : value;

const LIMIT = "A page has 1 to 100 rows.";

/** How many rows a list answers with. */
export const limitField = z.coerce.number(LIMIT).int(LIMIT).min(1, LIMIT).max(100, LIMIT).default(50);
