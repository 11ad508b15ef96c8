// What the view by category sends. Client-safe.
import { z } from "zod";
import { isTopic } from "../topics/catalog.ts";

/** That one save may name for a topic. */
export const MOST_URLS = 200;

const urls = z.array(z.string().max(4_096)).max(MOST_URLS);

const categoryForm = z.object({
  changes: z.array(z.object({ topic: z.string().refine(isTopic), add: urls, remove: urls })).max(MOST_URLS),
  /** a secret of its own for each new URL, and not one for all */
  secretEach: z.boolean(),
  /** ids of the endpoints that the merchant agreed to delete because no topic is left to them */
  deletes: z.array(z.string().max(100)).max(MOST_URLS),
});

export type CategoryInput = z.infer<typeof categoryForm>;

/** The one field of the form that is sent; "too_many" URLs, or undefined for what the page never sends. */
export function readCategoryInput(text: unknown): CategoryInput | "too_many" | undefined {
  if (typeof text !== "string") return undefined;
  try {
    const { data, error } = categoryForm.safeParse(JSON.parse(text));
    return error?.issues.every(isTooMany) ? "too_many" : data;
  } catch {
    return undefined;
  }
}

const isTooMany = (issue: z.core.$ZodIssue): boolean => issue.code === "too_big" && issue.origin === "array";
