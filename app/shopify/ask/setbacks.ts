// Why Shopify gave no answer, thrown through the questions to where the outcome is made.

/** Nothing can be answered now; `message` is a sentence for the merchant and the operator. */
export class Postponed extends Error {
  readonly retryAfterMs: number | null;
  /** whether the shop's other questions would fare no better */
  readonly concerns: "shop" | "question";

  constructor(
    message: string,
    { retryAfterMs = null, concerns = "shop" }: Partial<Pick<Postponed, "retryAfterMs" | "concerns">> = {},
  ) {
    super(message);
    this.retryAfterMs = retryAfterMs;
    this.concerns = concerns;
  }
}

/** Shopify denied a part of the question for want of this access scope. */
export class ScopeDenied extends Error {
  readonly scope: string;

  constructor(scope: string) {
    super(`Shopify wants the access scope ${scope}`);
    this.scope = scope;
  }
}

/** In full, because a translation of the words put together would not be one. */
const HIDDEN = {
  contracts: (scope: string) =>
    `Shopify does not show this app the shop's contracts: the permission ${scope} is missing. Open Carillon in Shopify's admin to grant it.`,
  plans: (scope: string) =>
    `Shopify does not show this app the shop's products and selling plans: the permission ${scope} is missing. Open Carillon in Shopify's admin to grant it.`,
};

/** What the shop's questions wait for. */
export const missingScope = (scope: string, what: keyof typeof HIDDEN): Postponed =>
  new Postponed(HIDDEN[what](scope), { concerns: "question" });
