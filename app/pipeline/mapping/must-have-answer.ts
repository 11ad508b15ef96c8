import type { Answer } from "./questions.ts";

/**
 * Throws where only an answer could tell whether there is an event, and none came: the webhook is kept as failed with
 * this reason, and can be mapped again.
 */
export function mustHaveAnswer(answer: Answer<unknown> | undefined, what: string): void {
  if (answer?.kind === "not_permitted")
    throw new Error(
      `Shopify does not show this app the shop's ${what}: the permission ${answer.scope} is missing`,
    );
  if (answer?.kind === "not_answered") throw new Error(`Shopify did not answer a question about ${what}`);
}
