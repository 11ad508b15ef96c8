// Which access scope a webhook topic needs, by the part before the slash or dot, and where one topic differs from its
// neighbours by its whole name (https://shopify.dev/docs/api/webhooks, version 2026-10). returns/* knows more topics
// than the three that read_orders covers; those are not used.
const SCOPES: ReadonlyMap<string, string> = new Map([
  ["Customer", "read_customers"], // the next-generation Event
  ["customer", "read_customers"],
  ["customer_payment_methods", "read_customer_payment_methods"],
  ["customers", "read_customers"],
  ["customers/merge", "read_customer_merge"],
  ["customers_email_marketing_consent", "read_customers"],
  ["customers_marketing_consent", "read_customers"],
  ["customers_whats_app_marketing_consent", "read_customers"],
  ["discounts", "read_discounts"],
  ["metaobjects", "read_metaobjects"],
  ["orders", "read_orders"],
  ["products", "read_products"],
  ["refunds", "read_orders"],
  ["returns/cancel", "read_orders"],
  ["returns/close", "read_orders"],
  ["returns/reopen", "read_orders"],
  ["segments", "read_customers"],
  ["selling_plan_groups", "read_products"],
  ["subscription_billing_attempts", "read_own_subscription_contracts"],
  ["subscription_billing_cycle_edits", "read_own_subscription_contracts"],
  ["subscription_billing_cycles", "read_own_subscription_contracts"],
  ["subscription_contracts", "read_own_subscription_contracts"],
]);

/** `topic`: Shopify's, or text that begins with one. undefined when it is not in the table. */
export function scopeOfWebhook(topic: string): string | undefined {
  const [name = topic, family = ""] = /^([a-z_]+)[/.][a-z_]*/.exec(topic) ?? [];
  return SCOPES.get(name) ?? SCOPES.get(family);
}

/** Shopify leaves out a read scope that its write scope implies. */
export const isGranted = (scope: string, granted: readonly string[]): boolean =>
  granted.includes(scope) || granted.includes(scope.replace("read_", "write_"));
