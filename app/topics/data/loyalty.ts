// loyalty/*, wallet_pass/*
import { z } from "zod";
import {
  anyObject,
  customer,
  gid,
  HISTORY_TYPES,
  integer,
  number,
  oneOf,
  origin,
  text,
  time,
  unavailable,
} from "./parts.ts";

/** A rule or a tier of the program itself. */
const definition = z.object({
  id: text.describe("gid, or what the loyalty app calls it"),
  type: text.describe('Metaobject type, "segment", or the shop\'s metafield that it stands in'),
  handle: text,
  name: text,
  fields: anyObject.nullable().describe("As the loyalty app keeps them"),
});

/** Nobody's in particular, unless whoever sent the event in says whose. */
const nobody = customer.nullable();

const rule = z.object({ customer: nobody, rule: definition, unavailable });
const tier = z.object({ customer: nobody, tier: text.describe("Its name"), definition, unavailable });
const completed = z.object({ customer, rule: definition, unavailable });

const discount = z.object({
  id: text.describe("gid of the discount"),
  code: text,
  title: text,
  status: text,
  type: text.describe("Shopify's, e.g. DiscountCodeBasic"),
  starts_at: time,
  ends_at: time,
  app_id: text.describe("Of the app that made it"),
  usage_count: integer,
  usage_limit: integer,
});

const coupon = z.object({ customer: nobody, coupon: discount, unavailable });

const redeemed = z.object({
  customer,
  coupon: discount,
  order_id: gid("Order"),
  amount: text.describe("What it took off the order"),
  currency: text,
  origin,
  unavailable,
});

const points = z.object({
  customer,
  points_history: z.object({
    message: text,
    value: number.describe("What was added; negative for what was taken off"),
    type: oneOf(HISTORY_TYPES),
    balance: number.describe("After it"),
    previous_balance: number.describe("Before it"),
  }),
  unavailable,
});

const tierMove = z.object({
  customer,
  tier: text.describe("The new one; null for none"),
  previous_tier: text.describe("The one before; null for none"),
  unavailable,
});

export const LOYALTY_DATA = {
  "loyalty/rule_created": rule,
  "loyalty/rule_updated": rule,
  "loyalty/tier_created": tier,
  "loyalty/tier_updated": tier,
  "loyalty/coupon_created": coupon,
  "loyalty/coupon_updated": coupon,
  "loyalty/coupon_redeemed": redeemed,
  "loyalty/rule_completed": completed,
  "loyalty/points_changed": points,
  "loyalty/tier_changed": tierMove,
  "loyalty/tier_lost": tierMove,
};

const pass = z.object({
  pass_instance: z.object({
    status: oneOf(["Created", "Updated", "Installed", "Removed"]),
    serial_number: text.describe("Of the pass"),
    created_at: time,
    deleted_at: time,
  }),
  customer,
  unavailable,
});

export const WALLET_PASS_DATA = {
  "wallet_pass/created": pass,
  "wallet_pass/updated": pass,
  "wallet_pass/installed": pass,
  "wallet_pass/removed": pass,
};

/** What several topics have, by the name of its type. */
export const LOYALTY_PARTS = { LoyaltyDefinition: definition, Coupon: discount };
