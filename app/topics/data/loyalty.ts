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
  text,
  unavailable,
} from "./parts.ts";

/** A rule or a tier of the program itself. */
const definition = z.object({
  /** gid, or what the loyalty app calls it */
  id: text,
  /** metaobject type, "segment", or the shop's metafield that it stands in */
  type: text,
  handle: text,
  name: text,
  fields: anyObject.nullable(),
});

/** Nobody's in particular, unless whoever sent the event in says whose. */
const nobody = customer.nullable();

const rule = z.object({ customer: nobody, rule: definition, unavailable });
const tier = z.object({ customer: nobody, /** its name */ tier: text, definition, unavailable });
const completed = z.object({ customer, rule: definition, unavailable });

const discount = z.object({
  /** gid of the discount */
  id: text,
  code: text,
  title: text,
  status: text,
  /** Shopify's, e.g. DiscountCodeBasic */
  type: text,
  starts_at: text,
  ends_at: text,
  /** of the app that made it */
  app_id: text,
  usage_count: integer,
  usage_limit: integer,
});

const coupon = z.object({ customer: nobody, coupon: discount, unavailable });

const redeemed = z.object({
  customer,
  coupon: discount,
  order_id: gid("Order"),
  /** what it took off the order */
  amount: text,
  currency: text,
  unavailable,
});

const points = z.object({
  customer,
  points_history: z.object({
    message: text,
    /** what was added; negative for what was taken off */
    value: number,
    type: oneOf(HISTORY_TYPES),
    balance: number,
    previous_balance: number,
  }),
  unavailable,
});

const tierMove = z.object({ customer, tier: text, previous_tier: text, unavailable });

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
    serial_number: text,
    created_at: text,
    deleted_at: text,
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
