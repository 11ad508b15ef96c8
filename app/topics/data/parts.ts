// What the data of several topics has in common. Whoever sends an event in may leave out what he does not know: every
// single value may be null. Descriptions go into the JSON Schema, where those who write receivers read them.
import { z } from "zod";

export const gid = (type: string) => z.string().startsWith(`gid://shopify/${type}/`).nullable();

export const text = z.string().nullable();
export const number = z.number().nullable();
export const integer = z.int().nullable();
export const oneOf = <const Word extends string>(words: readonly Word[]) => z.enum(words).nullable();
export const time = text.describe("RFC 3339, UTC");

/** The amount is text, so that no digit is lost. */
export const money = z.object({
  amount: text.describe("Decimal, as text so that no digit is lost"),
  currency: text.describe("ISO 4217"),
});

export const attributes = z
  .array(z.object({ key: text, value: text }))
  .nullable()
  .describe("Custom attributes");

/**
 * Why a field is null, by its path. `not_asked`: Shopify's webhook does not carry it and nobody asked further.
 * `not_permitted`: the shop has not granted the scope. `not_answered`: Shopify was asked in vain. `unknown`: whoever
 * was asked, or sent the event in, did not say.
 */
export const unavailable = z
  .record(z.string(), z.enum(["not_asked", "not_permitted", "unknown", "not_answered"]))
  .describe(
    "Why a field is null, by its path: not_asked, Shopify's webhook does not carry it; not_permitted, the shop has not granted the scope; not_answered, Shopify was asked in vain; unknown, whoever sent the event in did not say",
  );

export const customer = z
  .object({
    id: gid("Customer").describe("The customer at Shopify"),
    email: text,
    name: text.describe("First and last name"),
    first_name: text,
    last_name: text,
    loyalty_points: number.describe("Balance, of the loyalty app that the rules name"),
    birth_date: text.describe("YYYY-MM-DD"),
    store_credits: number.describe("Sum of the accounts in the shop's currency"),
    tier: text.describe("Name of the tier of the loyalty program"),
    store_credit_accounts: z.array(money).nullable().describe("One for each currency"),
  })
  .describe("Whom it is about");

/** Of the topics that have no other origin. */
export const origin = z
  .literal("reconcile")
  .optional()
  .describe(
    "reconcile: no webhook told it, comparison with Shopify found it, and what is Shopify's payload otherwise has fewer fields; left out of everything else",
  );

export const HISTORY_TYPES = ["Earn", "Redeem", "Refund", "Adjust", "Expire"] as const;

/** Shopify's, or another app's, as it came. */
export const anyObject = z.record(z.string(), z.unknown());
