// What a thin webhook leaves open, and what Shopify's Admin API says to it. Plain JSON: answers are stored with the
// webhook until it is mapped. Numbers that are money are text, ids are gids.

/** At most one of each kind for one webhook and mapper. */
export interface Questions {
  /** gid of a SubscriptionContract; its customer is asked for as well */
  contract?: string;
  /** gid of a Customer */
  customer?: string;
  /** gid of an Order */
  order?: string;
  /** gid of the Customer whose store credit accounts are wanted */
  storeCredit?: string;
  /** gid of a DiscountCodeNode or DiscountAutomaticNode */
  discount?: string;
  /** discount codes */
  codes?: string[];
  /** metafields of the shop that the chosen presets read */
  shopMetafields?: true;
}

/**
 * known: what Shopify said. missing: it has no such thing (any more). not_permitted: the scope was not granted.
 * not_answered: it was asked for long enough in vain.
 */
export type Answer<T> =
  | { kind: "known"; value: T }
  | { kind: "missing" | "not_answered" }
  | { kind: "not_permitted"; scope: string };

/** undefined: not asked, e.g. because the shop was registered without a Shopify session. */
export interface Answers {
  /** when they were given, RFC 3339; what they say is as new as this */
  at?: string;
  contract?: Answer<ContractFacts>;
  customer?: Answer<CustomerFacts>;
  order?: Answer<OrderFacts>;
  storeCredit?: Answer<StoreCreditAccount[]>;
  discount?: Answer<DiscountFacts>;
  /** those of the codes that exist */
  codes?: Answer<DiscountFacts[]>;
  shopMetafields?: Answer<Metafield[]>;
}

export interface Money {
  /** as Shopify writes it, e.g. "57.33" */
  amount: string;
  currency: string;
}

export interface Attribute {
  key: string;
  value: string | null;
}

export interface ContractFacts {
  id: string;
  /** lower case */
  status: string;
  createdAt: string;
  revision: string;
  customer: string | null;
  currency: string;
  nextBillingDate: string | null;
  /** interval in lower case, as in Shopify's webhooks */
  billingPolicy: {
    interval: string;
    interval_count: number;
    min_cycles: number | null;
    max_cycles: number | null;
  };
  deliveryPolicy: { interval: string; interval_count: number };
  deliveryPrice: Money;
  /** name of the shipping, pickup or local delivery option */
  deliveryTitle: string | null;
  attributes: Attribute[];
  originOrder: { id: string; tags: string[] } | null;
  lines: ContractLine[];
  /** those that end from a day ago to a year ahead, at most 12, by index */
  cycles: BillingCycle[];
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
  price: Money;
  /** of all pieces, after discounts */
  total: Money;
  attributes: Attribute[];
  /** asked only when the membership rule names tags; else empty */
  productTags: string[];
  /** those of the membership rule that the selling plan belongs to */
  sellingPlanGroups: string[];
}

export interface BillingCycle {
  index: number;
  startsAt: string;
  endsAt: string;
  expectedAt: string;
  skipped: boolean;
  edited: boolean;
  billed: boolean;
  /** gids of its billing attempts */
  attempts: string[];
}

export interface CustomerFacts {
  id: string;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  name: string | null;
  phone: string | null;
  tags: string[];
  /** of the chosen presets' customer metafields, those that exist */
  metafields: Metafield[];
  shopCurrency: string;
  /** null: not permitted */
  storeCredits: Money[] | null;
}

export interface Metafield {
  namespace: string;
  key: string;
  type: string;
  value: string;
}

export interface OrderFacts {
  id: string;
  /** digits: the app that made the order, and this app */
  app: string | null;
  ownApp: string;
  customer: string | null;
  sourceName: string | null;
  tags: string[];
  lines: {
    id: string;
    product: string | null;
    productTags: string[];
    sellingPlan: string | null;
    sellingPlanName: string | null;
    /** SUBSCRIPTION, PRE_ORDER, TRY_BEFORE_YOU_BUY, OTHER; null when there is no plan or it is gone */
    category: string | null;
    sellingPlanGroups: string[];
  }[];
}

export interface StoreCreditAccount {
  id: string;
  balance: Money;
  /** newest first, at most 20 */
  transactions: {
    /** gid; null where Shopify gives it none */
    id: string | null;
    /** credit, debit, debit_revert, expiration */
    type: string;
    createdAt: string;
    /** Shopify's StoreCreditSystemEvent */
    event: string;
    /** negative for what leaves the account */
    amount: Money;
    balanceAfter: Money;
  }[];
}

export interface DiscountFacts {
  id: string;
  /** Shopify's type, e.g. DiscountCodeBasic */
  type: string;
  title: string;
  /** lower case */
  status: string;
  startsAt: string | null;
  endsAt: string | null;
  /** the first ten; none for automatic discounts */
  codes: string[];
  /** digits: the app that made it; null when no app did */
  app: string | null;
  usageCount: number | null;
  usageLimit: number | null;
  createdAt: string;
  updatedAt: string;
}
