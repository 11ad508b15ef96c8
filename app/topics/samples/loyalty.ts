import { customer, GIDS } from "./person.ts";

type Data = Record<string, unknown>;

const rule = {
  id: GIDS.rule,
  type: "loyalty_rule",
  handle: "write-a-review",
  name: "Write a review",
  fields: { title: "Write a review", points: "50" },
};

const tier = {
  id: GIDS.tier,
  type: "loyalty_tier",
  handle: "gold",
  name: "Gold",
  fields: { name: "Gold", points_needed: "1000" },
};

const coupon = {
  id: GIDS.discount,
  code: "LOYAL-7QX2",
  title: "Loyalty reward",
  status: "active",
  type: "DiscountCodeBasic",
  starts_at: "2026-11-20T10:00:00Z",
  ends_at: null,
  app_id: null,
  usage_count: 0,
  usage_limit: 1,
};

const SAMPLES: Record<string, Data> = {
  rule_created: { customer: null, rule },
  rule_updated: { customer: null, rule },
  tier_created: { customer: null, tier: "Gold", definition: tier },
  tier_updated: { customer: null, tier: "Gold", definition: tier },
  coupon_created: { customer: null, coupon },
  coupon_updated: { customer: null, coupon },
  coupon_redeemed: {
    customer,
    coupon: { ...coupon, usage_count: 1 },
    order_id: GIDS.order,
    amount: "5.00",
    currency: "CAD",
  },
  rule_completed: { customer, rule },
  points_changed: {
    customer,
    points_history: {
      message: "The balance of points rose from 70 to 120.",
      value: 50,
      type: "Earn",
      balance: 120,
      previous_balance: 70,
    },
  },
  tier_changed: { customer, tier: "Gold", previous_tier: "Silver" },
  tier_lost: { customer: { ...customer, tier: "Silver" }, tier: "Silver", previous_tier: "Gold" },
};

export const loyaltySample = (name: string): Data => ({ ...SAMPLES[name], unavailable: {} });

const PASS_STATUS: Record<string, string> = {
  created: "Created",
  updated: "Updated",
  installed: "Installed",
  removed: "Removed",
};

export const walletPassSample = (name: string): Data => ({
  pass_instance: {
    status: PASS_STATUS[name],
    serial_number: "PASS-0001",
    created_at: "2026-11-20T10:00:00Z",
    deleted_at: name === "removed" ? "2026-11-21T10:00:00Z" : null,
  },
  customer,
  unavailable: {},
});
