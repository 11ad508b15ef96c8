// The shape of `data`, by topic. What is unknown is null, and its path stands in `unavailable` with the reason.
import { z } from "zod";

const gid = (type: string) => z.string().startsWith(`gid://shopify/${type}/`);

/** Why a field is null. `not_asked`: Shopify's webhook does not carry it. */
const unavailable = z.record(z.string(), z.enum(["not_asked"]));

const customer = z.object({
  id: gid("Customer").nullable(),
  email: z.string().nullable(),
  name: z.string().nullable(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  loyalty_points: z.number().nullable(),
  birth_date: z.string().nullable(),
  store_credits: z.number().nullable(),
  tier: z.string().nullable(),
});

const policy = z.object({ interval: z.string(), interval_count: z.int() }).loose();

const contract = z.object({
  id: gid("SubscriptionContract"),
  kind: z.enum(["subscription", "membership", "mixed"]),
  status: z.enum(["active", "paused", "cancelled", "expired", "failed"]).nullable(),
  next_order_date: z.string().nullable(),
  billing_policy: policy.nullable(),
  delivery_policy: policy.nullable(),
  delivery_price: z.object({ amount: z.string(), currency: z.string() }).nullable(),
  lines: z.array(z.record(z.string(), z.unknown())).nullable(),
});

const contractData = z.object({
  contract,
  customer,
  changes: z.array(z.string()),
  group_id: z.string().nullable(),
  origin: z.enum(["webhook", "order", "flow", "api", "reconcile"]),
  unavailable,
});

const billingData = contractData.extend({
  billing_attempt: z.object({
    id: z.string().nullable(),
    order_id: gid("Order").nullable(),
    error_code: z.string().nullable(),
    error_message: z.string().nullable(),
  }),
});

const cycleData = contractData.extend({
  billing_cycle: z.object({
    index: z.int(),
    starts_at: z.string().nullable(),
    ends_at: z.string().nullable(),
    expected_at: z.string().nullable(),
    skipped: z.boolean(),
  }),
});

const paymentMethodData = z.object({
  payment_method: z.object({
    id: gid("CustomerPaymentMethod"),
    type: z.string().nullable(),
    brand: z.string().nullable(),
    last_digits: z.string().nullable(),
    expires_month: z.int().nullable(),
    expires_year: z.int().nullable(),
    name: z.string().nullable(),
  }),
  customer,
  unavailable,
});

const shopifyPayload = z.record(z.string(), z.unknown());

/** `data` of a topic. Throws on a name that is not in the catalogue. */
export function dataSchema(topic: string): z.ZodType<Record<string, unknown>> {
  const [family, name = ""] = topic.split("/");
  if (family === "order" || family === "customer" || family === "product") {
    return z.object({ [family]: shopifyPayload });
  }
  if (family === "payment_method") return paymentMethodData;
  if (family === "subscription" && name.startsWith("billing_")) return billingData;
  if (family === "subscription" && name.endsWith("skipped")) return cycleData;
  if (family === "subscription") return contractData;
  throw new Error(`no data schema for ${topic}`);
}
