// Shopify's contract in the pipeline's words.
import type { ContractFacts, ContractLine } from "../../pipeline/mapping/questions.ts";
import type { ContractLineFieldsFragment, ContractQuery } from "../generated/operations.ts";
import { moneyOf } from "./money.ts";

type Contract = NonNullable<ContractQuery["subscriptionContract"]>;

/** What the membership rule wants to know of the lines. */
interface Membership {
  tags: Map<string, string[]>;
  groupsOf: (plan: string | null) => string[];
}

export function readContract(
  contract: Contract,
  lines: ContractLineFieldsFragment[],
  membership: Membership,
): Omit<ContractFacts, "cycles"> {
  const { billingPolicy, originOrder } = contract;
  return {
    id: contract.id,
    status: contract.status.toLowerCase(),
    createdAt: contract.createdAt,
    revision: String(contract.revisionId),
    customer: contract.customer?.id ?? null,
    currency: contract.currencyCode,
    nextBillingDate: contract.nextBillingDate,
    billingPolicy: {
      ...readInterval(billingPolicy),
      min_cycles: billingPolicy.minCycles,
      max_cycles: billingPolicy.maxCycles,
    },
    deliveryPolicy: readInterval(contract.deliveryPolicy),
    deliveryPrice: moneyOf(contract.deliveryPrice),
    deliveryTitle: deliveryTitle(contract.deliveryMethod),
    attributes: contract.customAttributes,
    originOrder: originOrder ?? null,
    lines: lines.map((line) => readLine(line, membership)),
  };
}

export const readInterval = ({ interval, intervalCount }: Contract["deliveryPolicy"]) => ({
  interval: interval.toLowerCase(),
  interval_count: intervalCount,
});

/** As the customer sees it. */
export function deliveryTitle(method: Contract["deliveryMethod"]): string | null {
  const option = method && Object.values(method)[0];
  return option?.presentmentTitle ?? option?.title ?? null;
}

const readLine = (line: ContractLineFieldsFragment, { tags, groupsOf }: Membership): ContractLine => ({
  id: line.id,
  product: line.productId,
  variant: line.variantId,
  sku: line.sku,
  title: line.title,
  variantTitle: line.variantTitle,
  quantity: line.quantity,
  sellingPlan: line.sellingPlanId,
  sellingPlanName: line.sellingPlanName,
  price: moneyOf(line.currentPrice),
  total: moneyOf(line.lineDiscountedPrice),
  attributes: line.customAttributes,
  productTags: tags.get(line.productId ?? "") ?? [],
  sellingPlanGroups: groupsOf(line.sellingPlanId),
});
