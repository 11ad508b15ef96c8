// What the data of several topics has in common. Whoever sends an event in may leave out what he does not know: every
// single value may be null.
import { z } from "zod";

export const gid = (type: string) => z.string().startsWith(`gid://shopify/${type}/`).nullable();

export const text = z.string().nullable();
export const number = z.number().nullable();
export const integer = z.int().nullable();
export const oneOf = <const Word extends string>(words: readonly Word[]) => z.enum(words).nullable();

/** The amount is text, so that no digit is lost. */
export const money = z.object({ amount: text, currency: text });

export const attributes = z.array(z.object({ key: text, value: text })).nullable();

/**
 * Why a field is null, by its path. `not_asked`: Shopify's webhook does not carry it and nobody asked further.
 * `not_permitted`: the shop has not granted the scope. `not_answered`: Shopify was asked in vain. `unknown`: whoever
 * was asked, or sent the event in, did not say.
 */
export const unavailable = z.record(
  z.string(),
  z.enum(["not_asked", "not_permitted", "unknown", "not_answered"]),
);

export const customer = z.object({
  id: gid("Customer"),
  email: text,
  name: text,
  first_name: text,
  last_name: text,
  loyalty_points: number,
  birth_date: text,
  /** in the shop's currency */
  store_credits: number,
  tier: text,
  store_credit_accounts: z.array(money).nullable(),
});

export const HISTORY_TYPES = ["Earn", "Redeem", "Refund", "Adjust", "Expire"] as const;

/** Shopify's, or another app's, as it came. */
export const anyObject = z.record(z.string(), z.unknown());
