// A sample of `data` for every topic: what a test call sends and the docs show. Always the same.
import type { z } from "zod";
import { dataSchema } from "./data-schemas.ts";

type Data = Record<string, unknown>;

/** Deterministic sample of a topic's `data`; it parses with the topic's own schema. */
export function sampleData(topic: string): Data {
  const [family = "", name = ""] = topic.split("/");
  const sample = FAMILIES[family]?.(name);
  if (!sample) throw new Error(`no sample for ${topic}`);
  return (dataSchema(topic) as z.ZodType<Data>).parse(sample);
}

/** gid of what the sample is about. */
export function sampleResource(topic: string): string {
  const family = topic.split("/")[0] ?? "";
  return RESOURCES[family] ?? "gid://shopify/Shop/1";
}

const RESOURCES: Record<string, string> = {
  subscription: "gid://shopify/SubscriptionContract/402440842",
  payment_method: "gid://shopify/CustomerPaymentMethod/0eccccc666aac73efcd31094ddc4ebf0",
  order: "gid://shopify/Order/450789469",
  customer: "gid://shopify/Customer/207119551",
  product: "gid://shopify/Product/632910392",
};

const customer = {
  id: RESOURCES.customer,
  email: "jane@example.com",
  name: "Jane Example",
  first_name: "Jane",
  last_name: "Example",
  loyalty_points: 120,
  birth_date: "1990-05-17",
  store_credits: 57.33,
  tier: "Gold",
};

const address = {
  first_name: "Jane",
  last_name: "Example",
  address1: "1 Example Street",
  city: "Ottawa",
  province: "Ontario",
  country: "Canada",
  zip: "K2P0V6",
};

const STATUS: Record<string, string> = {
  paused: "paused",
  cancelled: "cancelled",
  expired: "expired",
  failed: "failed",
};

function subscription(name: string): Data {
  const base = {
    contract: {
      id: RESOURCES.subscription,
      kind: "subscription",
      status: STATUS[name] ?? "active",
      next_order_date: "2026-12-20T10:00:00.000Z",
      billing_policy: { interval: "month", interval_count: 1, min_cycles: null, max_cycles: null },
      delivery_policy: { interval: "month", interval_count: 1 },
      delivery_price: { amount: "5.00", currency: "CAD" },
      lines: [
        {
          id: "gid://shopify/SubscriptionLine/1",
          title: "Coffee beans",
          variant_title: "1 kg",
          quantity: 2,
          price: { amount: "18.50", currency: "CAD" },
        },
      ],
    },
    customer,
    changes: [],
    group_id: null,
    origin: "webhook",
    unavailable: {},
  };
  if (name.startsWith("billing_")) return { ...base, billing_attempt: billingAttempt(name) };
  if (name.endsWith("skipped")) return { ...base, billing_cycle: billingCycle(name === "skipped") };
  return base;
}

function billingAttempt(name: string): Data {
  const failed = name === "billing_failure";
  return {
    id: "gid://shopify/SubscriptionBillingAttempt/9",
    order_id: name === "billing_success" ? RESOURCES.order : null,
    error_code: failed ? "payment_method_declined" : null,
    error_message: failed ? "Your card was declined." : null,
  };
}

const billingCycle = (skipped: boolean): Data => ({
  index: 4,
  starts_at: "2026-11-20T10:00:00.000Z",
  ends_at: "2026-12-20T10:00:00.000Z",
  expected_at: "2026-12-20T10:00:00.000Z",
  skipped,
});

const orderSample = (name: string): Data =>
  name === "deleted"
    ? { id: 450789469 }
    : {
        id: 450789469,
        admin_graphql_api_id: RESOURCES.order,
        name: "#1001",
        email: "jane@example.com",
        created_at: "2026-11-20T10:00:00Z",
        updated_at: "2026-11-20T10:05:00Z",
        cancelled_at: name === "cancelled" ? "2026-11-20T10:05:00Z" : null,
        currency: "CAD",
        total_price: "42.00",
        financial_status: name === "created" ? "pending" : "paid",
        fulfillment_status: name === "fulfilled" ? "fulfilled" : null,
        customer: { id: 207119551, admin_graphql_api_id: RESOURCES.customer, email: "jane@example.com" },
        line_items: [{ id: 466157049, title: "Coffee beans", quantity: 2, price: "18.50" }],
        shipping_address: address,
      };

const customerSample = (name: string): Data =>
  name === "deleted"
    ? { id: 207119551, admin_graphql_api_id: RESOURCES.customer }
    : {
        id: 207119551,
        admin_graphql_api_id: RESOURCES.customer,
        email: "jane@example.com",
        first_name: "Jane",
        last_name: "Example",
        created_at: "2026-11-20T10:00:00Z",
        updated_at: "2026-11-20T10:05:00Z",
        default_address: address,
      };

const productSample = (name: string): Data =>
  name === "deleted"
    ? { id: 632910392 }
    : {
        id: 632910392,
        admin_graphql_api_id: RESOURCES.product,
        title: "Coffee beans",
        status: "active",
        created_at: "2026-11-20T10:00:00Z",
        updated_at: "2026-11-20T10:05:00Z",
        variants: [{ id: 808950810, sku: "BEANS-1KG", price: "18.50", inventory_quantity: 10 }],
      };

const paymentMethod = {
  payment_method: {
    id: RESOURCES.payment_method,
    type: "CustomerCreditCard",
    brand: "Visa",
    last_digits: "4242",
    expires_month: 8,
    expires_year: 2060,
    name: "Jane Example",
  },
  customer,
  unavailable: {},
};

const FAMILIES: Record<string, (name: string) => Data> = {
  subscription,
  payment_method: () => paymentMethod,
  order: (name) => ({ order: orderSample(name) }),
  customer: (name) => ({ customer: customerSample(name) }),
  product: (name) => ({ product: productSample(name) }),
};
