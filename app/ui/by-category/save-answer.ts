import type { SaveByCategoryOutcome } from "../../endpoints/save-by-category.ts";
import type { Unavailable } from "../forms/or-unavailable.ts";

/** What the route of the view by category answers. */
export type CategoryAnswer = SaveByCategoryOutcome | Unavailable;
