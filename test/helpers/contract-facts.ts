// What Shopify answers about a contract, for tests of the mapping.
import type { Answers, ContractFacts, ContractLine } from "../../app/pipeline/mapping/questions.ts";

export const CONTRACT = "gid://shopify/SubscriptionContract/1";
export const CUSTOMER = "gid://shopify/Customer/7";

export function line(id: number, changes: Partial<ContractLine> = {}): ContractLine {
  return {
    id: `gid://shopify/SubscriptionLine/${id}`,
    product: `gid://shopify/Product/${id}`,
    variant: `gid://shopify/ProductVariant/${id}`,
    sku: null,
    title: `Product ${id}`,
    variantTitle: null,
    quantity: 1,
    sellingPlan: "gid://shopify/SellingPlan/1",
    sellingPlanName: "Monthly",
    price: { amount: "10.50", currency: "CAD" },
    total: { amount: "10.50", currency: "CAD" },
    attributes: [],
    productTags: [],
    sellingPlanGroups: [],
    ...changes,
  };
}

export function facts(revision: number | string, changes: Partial<ContractFacts> = {}): ContractFacts {
  return {
    id: CONTRACT,
    status: "active",
    createdAt: "2026-10-01T10:00:00Z",
    revision: String(revision),
    customer: CUSTOMER,
    currency: "CAD",
    nextBillingDate: "2026-12-20T10:00:00Z",
    billingPolicy: { interval: "month", interval_count: 1, min_cycles: null, max_cycles: null },
    deliveryPolicy: { interval: "month", interval_count: 1 },
    deliveryPrice: { amount: "5.00", currency: "CAD" },
    deliveryTitle: "Standard",
    attributes: [],
    originOrder: null,
    lines: [line(1)],
    cycles: [],
    ...changes,
  };
}

export const known = (contract: ContractFacts): Answers => ({ contract: { kind: "known", value: contract } });
