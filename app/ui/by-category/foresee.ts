// What a save will come to, as far as the page knows. Pure.
import type { NewSecret } from "../../endpoints/new-secrets.ts";
import type { TopicPlan } from "../../endpoints/plan-topics.ts";
import { urlKey } from "../../endpoints/url-list.ts";

/** Whether the shop would have more endpoints than it may. `count`: those that it has now */
export const isTooMany = ({ create, empty }: TopicPlan, count: number, limit: number): boolean =>
  create.length > 0 && count - empty.length + create.length > limit;

/**
 * Of the URLs that a save was to make endpoints of, those that got no secret: they were there by then, made by a save
 * whose answer never came or by somebody else.
 */
export function withoutSecret(expected: readonly string[], secrets: readonly NewSecret[]): string[] {
  const made = new Set(secrets.flatMap(({ endpoints }) => endpoints.map(({ url }) => urlKey(url))));
  return expected.filter((url) => !made.has(urlKey(url)));
}
