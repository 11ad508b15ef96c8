// What is compared with Shopify: which permission it takes, and which of Shopify's topics tell of it.

export type ResourceName = "order" | "customer" | "product" | "contract" | "billing_attempt";

interface Resource {
  scope: string;
  /** of its webhooks */
  topics: readonly string[];
}

const OWN_CONTRACTS = "read_own_subscription_contracts";

export const RESOURCES: Record<ResourceName, Resource> = {
  order: {
    scope: "read_orders",
    topics: ["create", "updated", "paid", "cancelled", "fulfilled"].map((action) => `orders/${action}`),
  },
  customer: { scope: "read_customers", topics: ["customers/create", "customers/update"] },
  product: { scope: "read_products", topics: ["products/create", "products/update"] },
  contract: {
    scope: OWN_CONTRACTS,
    topics: ["create", "update", "activate", "pause", "cancel", "expire", "fail"].map(
      (action) => `subscription_contracts/${action}`,
    ),
  },
  billing_attempt: {
    scope: OWN_CONTRACTS,
    topics: ["success", "failure", "challenged"].map((end) => `subscription_billing_attempts/${end}`),
  },
};

export const RESOURCE_NAMES = Object.keys(RESOURCES) as ResourceName[];
