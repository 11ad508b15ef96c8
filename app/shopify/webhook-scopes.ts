// Which access scope a webhook topic needs, by the part before the slash
// (https://shopify.dev/docs/api/webhooks, version 2026-10).
const SCOPES: Record<string, string> = {
  customer_payment_methods: "read_customer_payment_methods",
  customers: "read_customers",
  orders: "read_orders",
  products: "read_products",
  subscription_billing_attempts: "read_own_subscription_contracts",
  subscription_billing_cycles: "read_own_subscription_contracts",
  subscription_contracts: "read_own_subscription_contracts",
};

/** `topic`: Shopify's, or text that begins with one. undefined when it is not in the table. */
export function scopeOfWebhook(topic: string): string | undefined {
  return SCOPES[topic.slice(0, topic.indexOf("/"))];
}
