// How the pipeline asks Shopify: it gets a function and knows nothing of the Admin API (app/shopify/ask).
import type { Rules } from "../../rules/rules-schema.ts";
import type { Answers, Questions } from "../mapping/questions.ts";

export type AskOutcome =
  | { kind: "answered"; answers: Answers }
  /** the shop has no session at Shopify */
  | { kind: "not_connected" }
  /**
   * try again later; `reason` is a sentence for the merchant and the operator. concerns: whether the shop's other
   * questions would fare no better.
   */
  | { kind: "postponed"; reason: string; retryAfterMs: number | null; concerns: "shop" | "question" };

/** Asks everything at once. Throws nothing that Shopify does. */
export type AskShopify = (shopDomain: string, questions: Questions, rules: Rules) => Promise<AskOutcome>;
