// Which webhook becomes what. Most say several things: each mapper reads one of them.
import { CONTACT_DUE, CONTACT_TOPICS, contactDueMapper, contactMapper } from "./contact.ts";
import { contentMapper, customerMergeMapper } from "./content-family.ts";
import { billingAttemptMapper, billingCycleMapper } from "./contracts/billing.ts";
import { flowContractMapper } from "./contracts/flow-contract.ts";
import { contractMapper } from "./contracts/lifecycle.ts";
import { foreignCreationMapper, foreignPaymentMapper } from "./contracts/orders.ts";
import {
  CONTRACT_DUE,
  contractDueMapper,
  UPCOMING_ORDER,
  upcomingOrderMapper,
} from "./contracts/upcoming.ts";
import { contractUpdateMapper, cycleEditMapper } from "./contracts/updates.ts";
import type { Mapper } from "./draft.ts";
import { FLOW_CONTRACT, FLOW_EVENT, FLOW_LOYALTY } from "./flow/run.ts";
import { flowEventMapper } from "./flow/sent-event.ts";
import { formMapper } from "./forms.ts";
import { couponRedeemedMapper } from "./loyalty/coupon-redeemed.ts";
import { couponCodeAddedMapper, couponCreatedMapper, couponUpdatedMapper } from "./loyalty/coupons.ts";
import {
  LOYALTY_CHECK,
  loyaltyCheckMapper,
  loyaltyEventMapper,
  loyaltyTrigger,
  tierMovedMapper,
} from "./loyalty/customer-loyalty.ts";
import { flowLoyaltyMapper } from "./loyalty/flow-loyalty.ts";
import {
  metaobjectCreatedMapper,
  metaobjectUpdatedMapper,
  segmentCreatedMapper,
  segmentUpdatedMapper,
} from "./loyalty/metaobjects.ts";
import { SHOP_LOYALTY_CHECK, shopLoyaltyMapper } from "./loyalty/shop-loyalty.ts";
import {
  joinedSegmentMapper,
  leftSegmentMapper,
  tagsAddedMapper,
  tagsRemovedMapper,
} from "./loyalty/tier-signals.ts";
import { TIER_MOVED } from "./loyalty/tiers.ts";
import { paymentMethodMapper } from "./payment-methods.ts";
import { RECONCILED_TOPICS, withReconciled } from "./reconciled.ts";
import { sentInEventMapper } from "./sent-in-events.ts";
import { storeCreditMapper } from "./store-credit.ts";
import {
  billingCreditTrigger,
  creditOwnerMapper,
  customerCreditTrigger,
  orderCreditTrigger,
  refundCreditTrigger,
  STORE_CREDIT_CHECK,
  STORE_CREDIT_OWNER,
} from "./store-credit-triggers.ts";

const to =
  (mapper: Mapper) =>
  (topic: string): [string, Mapper] => [topic, mapper];

const ROWS: [topic: string, mapper: Mapper][] = [
  ["orders/create", contentMapper("order", "created")],
  ["orders/create", foreignCreationMapper],
  ["orders/updated", contentMapper("order", "updated")],
  ["orders/paid", contentMapper("order", "paid")],
  ["orders/paid", foreignPaymentMapper],
  ["orders/cancelled", contentMapper("order", "cancelled")],
  ["orders/fulfilled", contentMapper("order", "fulfilled")],
  ["orders/delete", contentMapper("order", "deleted")],
  ["customers/create", contentMapper("customer", "created")],
  ["customers/update", contentMapper("customer", "updated")],
  ["customers/delete", contentMapper("customer", "deleted")],
  ["customers/merge", customerMergeMapper],
  ["products/create", contentMapper("product", "created")],
  ["products/update", contentMapper("product", "updated")],
  ["products/delete", contentMapper("product", "deleted")],
  ["subscription_contracts/create", contractMapper("create")],
  ["subscription_contracts/update", contractUpdateMapper],
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
  ["subscription_billing_cycle_edits/create", cycleEditMapper],
  ["subscription_billing_cycle_edits/update", cycleEditMapper],
  ["subscription_billing_cycle_edits/delete", cycleEditMapper],
  ["customer_payment_methods/create", paymentMethodMapper("created")],
  ["customer_payment_methods/update", paymentMethodMapper("updated")],
  ["customer_payment_methods/revoke", paymentMethodMapper("revoked")],
  ["discounts/create", couponCreatedMapper],
  ["discounts/update", couponUpdatedMapper],
  ["discounts/redeemcode_added", couponCodeAddedMapper],
  ["orders/create", couponRedeemedMapper],
  ["metaobjects/create", metaobjectCreatedMapper],
  ["metaobjects/update", metaobjectUpdatedMapper],
  ["segments/create", segmentCreatedMapper],
  ["segments/update", segmentUpdatedMapper],
  ["customer.joined_segment", joinedSegmentMapper],
  ["customer.left_segment", leftSegmentMapper],
  ["customer.tags_added", tagsAddedMapper],
  ["customer.tags_removed", tagsRemovedMapper],
  ["customers/update", loyaltyTrigger],
  ["Customer", loyaltyEventMapper],
  ...["orders/create", "orders/paid", "orders/cancelled"].map(to(orderCreditTrigger)),
  ...["refunds/create", "returns/close", "returns/cancel", "returns/reopen"].map(to(refundCreditTrigger)),
  ...["success", "failure"]
    .map((end) => `subscription_billing_attempts/${end}`)
    .map(to(billingCreditTrigger)),
  ["customers/update", customerCreditTrigger],
  ...CONTACT_TOPICS.map(to(contactMapper)),

  [CONTRACT_DUE, contractDueMapper],
  [UPCOMING_ORDER, upcomingOrderMapper],
  [CONTACT_DUE, contactDueMapper],
  ["carillon/event", sentInEventMapper],
  ["carillon/form", formMapper],
  [FLOW_EVENT, flowEventMapper],
  [FLOW_CONTRACT, flowContractMapper],
  [FLOW_LOYALTY, flowLoyaltyMapper],
  [STORE_CREDIT_OWNER, creditOwnerMapper],
  [STORE_CREDIT_CHECK, storeCreditMapper],
  [LOYALTY_CHECK, loyaltyCheckMapper],
  [TIER_MOVED, tierMovedMapper],
  [SHOP_LOYALTY_CHECK, shopLoyaltyMapper],
];

/** By topic: Shopify's, or one of those that Carillon sends to itself. What is not here is kept as unmapped. */
export const MAPPERS: ReadonlyMap<string, readonly Mapper[]> = new Map(
  Object.entries(Object.groupBy(withReconciled(ROWS, RECONCILED_TOPICS), ([topic]) => topic)).map(
    ([topic, rows]) => [topic, (rows ?? []).map(([, mapper]) => mapper)],
  ),
);
