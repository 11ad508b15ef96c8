// What the view by category sends. Client-safe.
import { z } from "zod";
import { isTopic } from "../topics/catalog.ts";

/** More than a shop can have endpoints. */
const MOST_URLS = 200;

const urls = z.array(z.string().max(4_096)).max(MOST_URLS);

const categoryForm = z.object({
  changes: z.array(z.object({ topic: z.string().refine(isTopic), add: urls, remove: urls })).max(MOST_URLS),
  /** a secret of its own for each new URL, and not one for all */
  secretEach: z.boolean(),
  /** ids of the endpoints that the merchant agreed to delete because no topic is left to them */
  deletes: z.array(z.string().max(100)).max(MOST_URLS),
});

export type CategoryInput = z.infer<typeof categoryForm>;

/** The one field of the form that is sent, or undefined for what the page never sends. */
export function readCategoryInput(text: unknown): CategoryInput | undefined {
  if (typeof text !== "string") return undefined;
  try {
    return categoryForm.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
