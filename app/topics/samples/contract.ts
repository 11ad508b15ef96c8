import { customer, GIDS } from "./person.ts";

type Data = Record<string, unknown>;

const MONTH = { interval: "month", interval_count: 1 };
const QUARTER = { interval: "month", interval_count: 3 };
const cad = (amount: string) => ({ amount, currency: "CAD" });

const line = {
  id: "gid://shopify/SubscriptionLine/1",
  product_id: GIDS.product,
  variant_id: "gid://shopify/ProductVariant/808950810",
  sku: "BEANS-1KG",
  title: "Coffee beans",
  variant_title: "1 kg",
  quantity: 2,
  selling_plan_id: "gid://shopify/SellingPlan/5001",
  selling_plan_name: "Every month",
  price: cad("18.50"),
  total: cad("37.00"),
  attributes: [],
};

/** What of the sample contract is another in the samples of a membership. */
const KINDS: Record<string, Data> = {
  subscription: { kind: "subscription", amount: cad("37.00"), lines: [line] },
  membership: {
    kind: "membership",
    amount: cad("9.00"),
    lines: [
      {
        ...line,
        variant_id: "gid://shopify/ProductVariant/808950811",
        sku: "CLUB",
        title: "Coffee club",
        variant_title: null,
        quantity: 1,
        price: cad("9.00"),
        total: cad("9.00"),
      },
    ],
  },
};

const STATUS: Record<string, string> = {
  paused: "paused",
  cancelled: "cancelled",
  expired: "expired",
  failed: "failed",
};

const DATE_CHANGE = {
  reason: "next_order_date_changed",
  line_id: null,
  before: "2026-12-13T10:00:00Z",
  after: "2026-12-20T10:00:00Z",
};

const FREQUENCY_CHANGE = {
  reason: "payment_frequency_changed",
  line_id: null,
  before: QUARTER,
  after: MONTH,
};

const CHANGES: Record<string, Data[]> = {
  updated: [FREQUENCY_CHANGE, DATE_CHANGE],
  next_order_date_changed: [DATE_CHANGE],
};

/** Of subscription/* and membership/*, but for store credit. */
export function contractSample(family: string, name: string): Data {
  const changes = CHANGES[name] ?? [];
  return {
    contract: {
      id: GIDS.contract,
      status: STATUS[name] ?? "active",
      next_order_date: "2026-12-20T10:00:00Z",
      currency: "CAD",
      billing_policy: { ...MONTH, min_cycles: null, max_cycles: null },
      delivery_policy: MONTH,
      delivery_price: cad("5.00"),
      delivery_title: "Standard",
      attributes: name === "gifted" ? [{ key: "gift", value: "yes" }] : [],
      origin_order_id: GIDS.order,
      ...KINDS[family],
    },
    customer,
    ...more(name),
    changes,
    group_id: changes.length > 0 ? "grp_5f6d1c0a9b8e47d2a3c4b5e6f7081920" : null,
    origin: "webhook",
    unavailable: {},
  };
}

/** A topic's own fields. */
function more(name: string): Data {
  if (name === "sent_now")
    return { billing_attempt: attempt("billing_success"), billing_cycle: cycle(false) };
  if (name === "upcoming_order") return { billing_cycle: cycle(false), lead_days: 3 };
  if (name === "gifted") return { gift: { matched: "gift=yes" } };
  if (name.startsWith("billing_")) return { billing_attempt: attempt(name) };
  return name.endsWith("skipped") ? { billing_cycle: cycle(name === "skipped") } : {};
}

function attempt(name: string): Data {
  const failed = name === "billing_failure";
  return {
    id: "gid://shopify/SubscriptionBillingAttempt/9",
    order_id: name === "billing_success" ? GIDS.order : null,
    error_code: failed ? "payment_method_declined" : null,
    error_message: failed ? "Your card was declined." : null,
  };
}

const cycle = (skipped: boolean): Data => ({
  index: 4,
  starts_at: "2026-11-20T10:00:00Z",
  ends_at: "2026-12-20T10:00:00Z",
  expected_at: "2026-12-20T10:00:00Z",
  skipped,
});

export const storeCreditSample: Data = {
  customer,
  credits_history: { message: "An order was refunded to store credit.", value: 12.5, type: "Refund" },
  unavailable: {},
};
