// What the stand-in's shop holds, in plain records. Ids are gids, dates ISO texts, amounts decimal texts.

interface Attribute {
  key: string;
  value: string | null;
}

export interface Metafield {
  id: string;
  namespace: string;
  key: string;
  type: string;
  value: string;
  updatedAt: string;
}

export interface MetafieldDefinition {
  /** CUSTOMER, PRODUCT, … */
  ownerType: string;
  namespace: string;
  key: string;
}

export interface Segment {
  id: string;
  name: string;
}

export interface Customer {
  id: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  tags: string[];
  metafields: Metafield[];
  storeCredit: StoreCreditAccount[];
  createdAt: string;
  updatedAt: string;
}

export interface StoreCreditAccount {
  id: string;
  owner: string;
  currency: string;
  /** oldest first */
  transactions: StoreCreditTransaction[];
}

export type TransactionKind = "Credit" | "Debit" | "DebitRevert" | "Expiration";

export interface StoreCreditTransaction {
  /** Shopify gives expirations none. */
  id: string | null;
  kind: TransactionKind;
  /** Shopify's StoreCreditSystemEvent */
  event: string;
  /** negative for what leaves the account */
  amount: string;
  balanceAfter: string;
  createdAt: string;
}

type Interval = "DAY" | "WEEK" | "MONTH" | "YEAR";

export interface Frequency {
  interval: Interval;
  intervalCount: number;
}

export type ContractStatus = "ACTIVE" | "PAUSED" | "CANCELLED" | "EXPIRED" | "FAILED";

export interface Contract {
  id: string;
  status: ContractStatus;
  createdAt: string;
  updatedAt: string;
  revision: bigint;
  customer: string | null;
  currency: string;
  nextBillingDate: string | null;
  billingPolicy: Frequency & { minCycles: number | null; maxCycles: number | null };
  deliveryPolicy: Frequency;
  deliveryPrice: string;
  delivery: Delivery | null;
  attributes: Attribute[];
  originOrder: string | null;
  lines: ContractLine[];
  /** as far as they were ever asked for */
  cycles: Cycle[];
  attempts: Attempt[];
}

export interface Delivery {
  method: "Shipping" | "Pickup" | "LocalDelivery";
  title: string;
  presentmentTitle: string | null;
}

export interface ContractLine {
  id: string;
  product: string | null;
  variant: string | null;
  sku: string | null;
  title: string;
  variantTitle: string | null;
  quantity: number;
  sellingPlan: string | null;
  sellingPlanName: string | null;
  /** of one piece */
  price: string;
  attributes: Attribute[];
}

export interface Cycle {
  index: number;
  startsAt: string;
  endsAt: string;
  expectedAt: string;
  skipped: boolean;
  edited: boolean;
}

export interface Attempt {
  id: string;
  contract: string;
  cycle: number;
  outcome: "success" | "failure" | "challenged" | "pending";
  errorCode: string | null;
  errorMessage: string | null;
  order: string | null;
  idempotencyKey: string;
  createdAt: string;
  /** null: it has not ended */
  completedAt: string | null;
}

export interface Order {
  id: string;
  name: string;
  app: string | null;
  customer: string | null;
  sourceName: string | null;
  tags: string[];
  attributes: Attribute[];
  discountCodes: string[];
  lines: OrderLine[];
  total: string;
  /** when Shopify heard of the payment; null: it is still to be paid */
  paidAt: string | null;
  /** when the order and its payment were made elsewhere, at a till without a connection, or before an import */
  processedAt: string | null;
  cancelledAt: string | null;
  fulfillments: Fulfillment[];
  createdAt: string;
  updatedAt: string;
}

/** All of the order's goods went out with it. */
interface Fulfillment {
  id: string;
  createdAt: string;
}

export interface OrderLine {
  id: string;
  title: string;
  quantity: number;
  product: string | null;
  sellingPlan: string | null;
  sellingPlanName: string | null;
}

export interface Product {
  id: string;
  title: string;
  tags: string[];
  createdAt: string;
  updatedAt: string;
}

type PlanCategory = "SUBSCRIPTION" | "PRE_ORDER" | "TRY_BEFORE_YOU_BUY" | "OTHER";

export interface SellingPlan {
  id: string;
  name: string;
  category: PlanCategory;
}

export interface SellingPlanGroup {
  id: string;
  name: string;
  plans: SellingPlan[];
}

export interface Discount {
  id: string;
  /** Shopify's, e.g. DiscountCodeBasic */
  type: string;
  title: string;
  status: "ACTIVE" | "SCHEDULED" | "EXPIRED";
  startsAt: string;
  endsAt: string | null;
  usageCount: number;
  usageLimit: number | null;
  codes: RedeemCode[];
  /** gid of the app whose discount type it is */
  app: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface RedeemCode {
  id: string;
  code: string;
  createdBy: string | null;
}

export interface WebhookSubscription {
  id: string;
  /** as the schema writes it, e.g. METAOBJECTS_CREATE */
  topic: string;
  uri: string;
  filter: string | null;
  name: string | null;
  includeFields: string[];
  metafieldNamespaces: string[];
  createdAt: string;
  updatedAt: string;
}

export interface BulkOperation {
  id: string;
  query: string;
  /** of the token that asked */
  scopes: string[];
  createdAt: string;
  completedAt: string | null;
  /** how often its state was asked for: it runs until the second time */
  asked: number;
  /** how it ends */
  end: "COMPLETED" | "FAILED" | "CANCELED" | "EXPIRED";
  /** what became of its file; null: what there is now is written when it is fetched */
  file: { status: number; text: string } | "none" | null;
}
