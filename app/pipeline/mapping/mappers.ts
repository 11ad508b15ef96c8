// Which of Shopify's webhooks becomes what.
import { billingAttemptMapper, billingCycleMapper } from "./billing.ts";
import { contentMapper } from "./content-family.ts";
import { contractMapper } from "./contracts.ts";
import type { Mapper } from "./draft.ts";
import { paymentMethodMapper } from "./payment-methods.ts";

/** By Shopify's topic. What is not here is kept as unmapped. */
export const MAPPERS: ReadonlyMap<string, Mapper> = new Map([
  ["orders/create", contentMapper("order", "created")],
  ["orders/updated", contentMapper("order", "updated")],
  ["orders/paid", contentMapper("order", "paid")],
  ["orders/cancelled", contentMapper("order", "cancelled")],
  ["orders/fulfilled", contentMapper("order", "fulfilled")],
  ["orders/delete", contentMapper("order", "deleted")],
  ["customers/create", contentMapper("customer", "created")],
  ["customers/update", contentMapper("customer", "updated")],
  ["customers/delete", contentMapper("customer", "deleted")],
  ["products/create", contentMapper("product", "created")],
  ["products/update", contentMapper("product", "updated")],
  ["products/delete", contentMapper("product", "deleted")],
  ["subscription_contracts/create", contractMapper("create")],
  ["subscription_contracts/update", contractMapper("update")],
  ["subscription_contracts/activate", contractMapper("activate")],
  ["subscription_contracts/pause", contractMapper("pause")],
  ["subscription_contracts/cancel", contractMapper("cancel")],
  ["subscription_contracts/expire", contractMapper("expire")],
  ["subscription_contracts/fail", contractMapper("fail")],
  ["subscription_billing_attempts/success", billingAttemptMapper("billing_success")],
  ["subscription_billing_attempts/failure", billingAttemptMapper("billing_failure")],
  ["subscription_billing_attempts/challenged", billingAttemptMapper("billing_challenged")],
  ["subscription_billing_cycles/skip", billingCycleMapper("skipped")],
  ["subscription_billing_cycles/unskip", billingCycleMapper("unskipped")],
  ["customer_payment_methods/create", paymentMethodMapper("created")],
  ["customer_payment_methods/update", paymentMethodMapper("updated")],
  ["customer_payment_methods/revoke", paymentMethodMapper("revoked")],
]);
