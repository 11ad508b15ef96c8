// For every event of the reference systems: what has to come in for it, as Shopify or a sender would send it.
import type { Answers, ContractFacts, DiscountFacts } from "../../app/pipeline/mapping/questions.ts";
import { CONTRACT, CUSTOMER, facts, known, line } from "./contract-facts.ts";

/** A shop of its own, with a connected Shopify and an endpoint for every topic. */
export interface ScriptedShop {
  send(topic: string, body: object | string): Promise<void>;
  /** through the API */
  sendIn(topic: string, data: object): Promise<void>;
  /** through the App Proxy */
  submit(handle: string, fields: Record<string, string>): Promise<void>;
  now(): string;
  /** what Shopify answers from now on */
  answers(answers: Answers): void;
  /** lets time pass, and everything happen that is due by then */
  pass(ms: number): Promise<void>;
}

type Script = (shop: ScriptedShop) => Promise<void>;

const MOVED = "2027-01-05T10:00:00Z";
const MEMBER = "gid://shopify/SellingPlanGroup/5";
const DISCOUNT = "gid://shopify/DiscountCodeNode/1";

/** The rules of every scripted shop. */
export const RULES = {
  membership: { selling_plan_groups: [MEMBER] },
  gift: { attributes: ["_gift=true"] },
  coupons: { code_prefixes: ["LOYAL-"] },
  loyalty: {
    presets: ["easypoints"],
    rule_types: ["example-rule"],
    tier_types: ["example-tier"],
    tiers: [
      { name: "Silver", segment: "gid://shopify/Segment/1" },
      { name: "Gold", segment: "gid://shopify/Segment/2" },
    ],
  },
};

const payload = ({ revision, status }: ContractFacts) => ({
  id: 1,
  admin_graphql_api_id: CONTRACT,
  customer_id: 7,
  admin_graphql_api_customer_id: CUSTOMER,
  billing_policy: { interval: "month", interval_count: 1, min_cycles: null, max_cycles: null },
  delivery_policy: { interval: "month", interval_count: 1 },
  status,
  revision_id: revision,
});

async function contract(shop: ScriptedShop, action: string, now: ContractFacts): Promise<void> {
  shop.answers(known(now));
  await shop.send(`subscription_contracts/${action}`, payload(now));
}

type Make = (revision: number, changes?: Partial<ContractFacts>) => ContractFacts;

const product: Make = facts;
const membership: Make = (revision, changes) =>
  facts(revision, { lines: [line(1, { sellingPlanGroups: [MEMBER] })], ...changes });

const created =
  (make: Make): Script =>
  (shop) =>
    contract(shop, "create", make(1));

const updated =
  (make: Make, changes: Partial<ContractFacts>): Script =>
  async (shop) => {
    await contract(shop, "create", make(1));
    await contract(shop, "update", make(2, changes));
    await shop.pass(10_000);
  };

const ended =
  (make: Make, action: string, status: string): Script =>
  async (shop) => {
    await contract(shop, "create", make(1));
    await contract(shop, action, make(2, { status }));
  };

const reactivated =
  (make: Make): Script =>
  async (shop) => {
    await ended(make, "pause", "paused")(shop);
    await contract(shop, "activate", make(3));
  };

const billed =
  (make: Make, end: string, more: object = {}): Script =>
  async (shop) => {
    await contract(shop, "create", make(1));
    await shop.send(`subscription_billing_attempts/${end}`, {
      ...{ id: 9, subscription_contract_id: 1, ready: true, error_code: null, error_message: null },
      ...{ idempotency_key: "key", order_id: end === "success" ? 3 : null },
      ...more,
    });
  };

const cycle =
  (action: string): Script =>
  async (shop) => {
    await contract(shop, "create", product(1));
    await shop.send(`subscription_billing_cycles/${action}`, {
      ...{ subscription_contract_id: 1, cycle_index: 2, skipped: action === "skip", edited: true },
      ...{ cycle_start_at: "2026-11-20T10:00:00Z", cycle_end_at: "2026-12-20T10:00:00Z" },
      ...{ contract_edit: null, billing_attempt_expected_date: "2026-12-20T10:00:00Z" },
    });
  };

/** Makes it, then changes it. */
const resource =
  (plural: string, made: string, steps: string[]): Script =>
  async (shop) => {
    const base = { id: 5, created_at: "2026-11-20T10:00:00Z", updated_at: "2026-11-20T10:00:00Z" };
    await shop.send(`${plural}/${made}`, base);
    for (const step of steps)
      await shop.send(`${plural}/${step}`, { ...base, title: "New", updated_at: "2026-11-20T11:00:00Z" });
  };

const paymentMethod: Script = (shop) =>
  shop.send("customer_payment_methods/update", {
    ...{ admin_graphql_api_id: "gid://shopify/CustomerPaymentMethod/abc", token: "abc", customer_id: 7 },
    instrument_type: "CustomerCreditCard",
    payment_instrument: { last_digits: "4242", month: 8, year: 2060, name: "Jane Example", brand: "Visa" },
  });

const discount: DiscountFacts = {
  ...{ id: DISCOUNT, type: "DiscountCodeBasic", title: "Ten off", status: "active", app: null },
  ...{ startsAt: "2026-11-20T10:00:00Z", endsAt: null, codes: ["LOYAL-10"], usageCount: 0, usageLimit: 1 },
  ...{ createdAt: "2026-11-20T10:00:00Z", updatedAt: "2026-11-20T10:00:00Z" },
};

const coupon =
  (...steps: string[]): Script =>
  async (shop) => {
    for (const [index, step] of steps.entries()) {
      const title = `Title ${index}`;
      shop.answers({ discount: { kind: "known", value: { ...discount, title } } });
      await shop.send(`discounts/${step}`, {
        ...{ admin_graphql_api_id: DISCOUNT, title, status: "ACTIVE" },
        ...{ created_at: "2026-11-20T10:00:00Z", updated_at: `2026-11-20T1${index}:00:00Z` },
      });
    }
  };

const metaobject =
  (type: string, ...steps: string[]): Script =>
  async (shop) => {
    for (const [index, step] of steps.entries())
      await shop.send(`metaobjects/${step}`, {
        ...{ type, handle: "one", display_name: "One", id: "gid://shopify/Metaobject/123" },
        ...{ created_at: "2026-11-20T10:00:00Z", updated_at: `2026-11-20T1${index}:00:00Z` },
        fields: { points: String(index) },
      });
  };

const segments =
  (...steps: [action: string, segment: number][]): Script =>
  async (shop) => {
    for (const [action, segment] of steps) {
      await shop.send(`customer.${action}_segment`, {
        ...{ shop_id: "gid://shopify/Shop/1", customer_id: CUSTOMER },
        segment_id: `gid://shopify/Segment/${segment}`,
      });
      await shop.pass(60_000);
    }
  };

const points: Script = async (shop) => {
  for (const value of ["500", "550"]) {
    const metafield = { namespace: "loyalty", key: "balance", type: "number_integer", value };
    await shop.send("Customer", {
      ...{ topic: "Customer", action: "update", handle: "loyalty_points" },
      data: { customer: { id: CUSTOMER, metafield } },
      fields_changed: { added: [], updated: [], removed: [] },
      query_variables: { customerId: CUSTOMER },
    });
    await shop.pass(1_000);
  }
};

const storeCredit: Script = async (shop) => {
  const money = (amount: string) => ({ amount, currency: "CAD" });
  const transaction = {
    ...{ id: "gid://shopify/StoreCreditAccountDebitTransaction/1", type: "debit", event: "ORDER_PAYMENT" },
    ...{ createdAt: shop.now(), amount: money("-5.00"), balanceAfter: money("52.33") },
  };
  const account = {
    ...{ id: "gid://shopify/StoreCreditAccount/1", balance: money("52.33") },
    transactions: [transaction],
  };
  shop.answers({ storeCredit: { kind: "known", value: [account] } });
  await shop.send("orders/paid", { id: 5, customer: { id: 7 } });
};

const redeemed: Script = (shop) =>
  shop.send("orders/create", {
    ...{ id: 5, currency: "CAD", customer: { id: 7 } },
    discount_codes: [{ code: "loyal-10", amount: "10.00", type: "fixed_amount" }],
  });

const upcoming: Script = async (shop) => {
  await contract(shop, "create", product(1));
  await shop.pass(27 * 86_400_000);
};

const activated: Script = async (shop) => {
  await contract(shop, "create", product(1, { status: "paused" }));
  await contract(shop, "activate", product(2));
};

const pass =
  (status: string): Script =>
  (shop) =>
    shop.sendIn(`wallet_pass/${status.toLowerCase()}`, {
      pass_instance: { status, serial_number: "S-1", created_at: "2026-11-20T10:00:00Z", deleted_at: null },
    });

const lines = (changes: Parameters<typeof line>[1]) => ({ lines: [line(1, changes)] });

/** By our topic; by topic and the reason's name there where one topic has several. */
export const SCRIPTS: Record<string, Script> = {
  "subscription/created": created(product),
  "subscription/activated": activated,
  "subscription/reactivated": reactivated(product),
  "subscription/paused": ended(product, "pause", "paused"),
  "subscription/cancelled": ended(product, "cancel", "cancelled"),
  "subscription/expired": ended(product, "expire", "expired"),
  "subscription/failed": ended(product, "fail", "failed"),
  "subscription/updated": updated(product, { deliveryTitle: "Express" }),
  "subscription/billing_success": billed(product, "success"),
  "subscription/billing_failure": billed(product, "failure", { error_code: "PAYMENT_METHOD_DECLINED" }),
  "subscription/billing_challenged": billed(product, "challenged"),
  "subscription/skipped": cycle("skip"),
  "subscription/unskipped": cycle("unskip"),
  "subscription/next_order_date_changed": updated(product, { nextBillingDate: MOVED }),
  "subscription/sent_now": billed(product, "success"),
  "subscription/gifted": (shop) =>
    contract(shop, "create", product(1, { attributes: [{ key: "_gift", value: "true" }] })),
  "subscription/upcoming_order": upcoming,
  "membership/created": created(membership),
  "membership/updated": updated(membership, { deliveryTitle: "Express" }),
  "membership/paused": ended(membership, "pause", "paused"),
  "membership/reactivated": reactivated(membership),
  "membership/cancelled": ended(membership, "cancel", "cancelled"),
  "membership/expired": ended(membership, "expire", "expired"),
  "membership/billing_success": billed(membership, "success"),
  "membership/billing_failure": billed(membership, "failure"),
  "membership/store_credits_changed": storeCredit,
  "payment_method/updated": paymentMethod,
  "order/created": resource("orders", "create", []),
  "order/updated": resource("orders", "create", ["updated"]),
  "order/deleted": resource("orders", "create", ["delete"]),
  "product/created": resource("products", "create", []),
  "product/updated": resource("products", "create", ["update"]),
  "customer/created": resource("customers", "create", []),
  "customer/updated": resource("customers", "create", ["update"]),
  "customer/deleted": resource("customers", "create", ["delete"]),
  "contact/updated": async (shop) => {
    await shop.send("customer.tags_added", { customerId: CUSTOMER, tags: ["vip"], occurredAt: MOVED });
    await shop.pass(30_000);
  },
  "form/submitted": (shop) => shop.submit("contact", { message: "Hello" }),
  "wallet_pass/created": pass("Created"),
  "wallet_pass/updated": pass("Updated"),
  "wallet_pass/installed": pass("Installed"),
  "wallet_pass/removed": pass("Removed"),
  "loyalty/rule_created": metaobject("example-rule", "create"),
  "loyalty/rule_updated": metaobject("example-rule", "create", "update"),
  "loyalty/tier_created": metaobject("example-tier", "create"),
  "loyalty/tier_updated": metaobject("example-tier", "create", "update"),
  "loyalty/coupon_created": coupon("create"),
  "loyalty/coupon_updated": coupon("create", "update"),
  "loyalty/coupon_redeemed": redeemed,
  "loyalty/rule_completed": (shop) =>
    shop.sendIn("loyalty/rule_completed", { rule: { id: "1", name: "Review" }, customer: { id: CUSTOMER } }),
  "loyalty/points_changed": points,
  "loyalty/tier_changed": segments(["joined", 1], ["joined", 2]),
  "loyalty/tier_lost": segments(["joined", 2], ["left", 2]),

  "Payment frequency changed": updated(product, {
    billingPolicy: { interval: "week", interval_count: 2, min_cycles: null, max_cycles: null },
  }),
  "Next order date changed": updated(product, { nextBillingDate: MOVED }),
  "Shipping price or name updated": updated(product, { deliveryPrice: { amount: "0.00", currency: "CAD" } }),
  "Product price updated": updated(product, lines({ price: { amount: "9.00", currency: "CAD" } })),
  "Product quantity updated": updated(product, lines({ quantity: 2 })),
  "Product replaced": updated(product, lines({ variant: "gid://shopify/ProductVariant/99" })),
  "Product added": updated(product, { lines: [line(1), line(2)] }),
  "Product removed": updated(product, { lines: [] }),
};
